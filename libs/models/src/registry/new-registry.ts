import { ModelRegistry } from '../model/model-registry.js';
import { RelationLayer } from '../relation/relation-layer.js';
import { ReplicationLayer } from '../replication/replication-layer.js';

/** A registry whose models know relations, and keep records of changes. */
export function newRegistry(warn?: (text: string) => void): ModelRegistry {
  const registry = new ModelRegistry(warn);
  registry.relations = new RelationLayer();
  const replication = new ReplicationLayer();
  replication.attachAll();
  registry.replication = replication;
  return registry;
}

import { ModelRegistry } from '../model/model-registry.js';
import { RelationLayer } from '../relation/relation-layer.js';

/** A registry whose models know relations. */
export function newRegistry(warn?: (text: string) => void): ModelRegistry {
  const registry = new ModelRegistry(warn);
  registry.relations = new RelationLayer();
  return registry;
}

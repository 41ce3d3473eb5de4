import type { AnyModel } from '../model/model.js';
import { instanceState } from '../model/instance-state.js';
import type { HookContext } from '../model/operations/hooks.js';
import type { Observer } from '../model/observers.js';
import { idInWhere } from './id-in-where.js';
import { idNameOf } from './stored-instances.js';

const recordSaved = async (context: HookContext): Promise<void> => record(context, 'recordChange');

const recordDeleted = async (context: HookContext): Promise<void> => record(context, 'recordDeletion');

/** Records what the operations of a model change, in their transactions. Heirs do it for themselves. */
export function observeChanges(model: AnyModel): void {
  observeOnce(model, 'after save', recordSaved);
  observeOnce(model, 'after delete', recordDeleted);
}

function observeOnce(model: AnyModel, event: string, observer: Observer): void {
  if (!model.core.observersOf(event).includes(observer)) model.observe(event, observer);
}

async function record(
  { Model, instance, where, options, info }: HookContext,
  recordOne: 'recordChange' | 'recordDeletion',
): Promise<void> {
  const { replication, schema } = Model.core;
  if (replication === undefined || schema.settings['trackChanges'] !== true || info?.count === 0) return;
  const idName = idNameOf(Model);
  const id =
    typeof instance === 'object' && instance !== null ? instanceState(instance).data[idName] : idInWhere(where, idName);
  await (id === undefined || id === null ? replication.recordAll(options) : replication[recordOne](id, options));
}

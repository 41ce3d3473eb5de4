/** A change of one instance: which revision it has, and which one it had when the checkpoint changed. */
export const CHANGE_DEFINITION = {
  name: 'Change',
  base: 'PersistedModel',
  properties: {
    id: { type: 'string', id: true, generated: false },
    rev: 'string',
    prev: 'string',
    checkpoint: 'number',
    modelName: 'string',
    modelId: 'string',
  },
} as const;

/** The number that changes of a data source carry. */
export const CHECKPOINT_DEFINITION = {
  name: 'Checkpoint',
  base: 'PersistedModel',
  properties: {
    seq: 'number',
    time: 'date',
    sourceId: 'string',
    id: { type: 'number', id: true, generated: true },
  },
} as const;

/** The models of change tracking, which projects name and do not define. */
export const CHANGE_DEFINITIONS: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[] = [
  CHANGE_DEFINITION,
  CHECKPOINT_DEFINITION,
];

/** How often somebody has tried: a counter for each account and each address, by a digest of what it is. */
export const ATTEMPT_DEFINITION = {
  name: 'LoopnestAttempt',
  base: 'PersistedModel',
  properties: {
    id: { type: 'string', id: true, generated: false },
    count: { type: 'number', required: true },
    until: { type: 'number', required: true, index: true },
  },
} as const;

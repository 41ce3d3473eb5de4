import type { AccessType } from '../remote-method.js';

/** What the methods of change tracking do, in access control. */
export const REPLICATION_ACCESS = {
  changes: 'READ',
  currentCheckpoint: 'READ',
  checkpoint: 'REPLICATE',
  diff: 'READ',
  createUpdates: 'READ',
  bulkUpdate: 'WRITE',
  findLastChange: 'READ',
  updateLastChange: 'WRITE',
} as const satisfies Readonly<Record<string, AccessType>>;

import type { ChangeType } from '../model/replication-support.js';

/** The revisions of a change: the current one, and the one when the checkpoint changed. */
export interface Revisions {
  readonly rev?: string | null | undefined;
  readonly prev?: string | null | undefined;
}

export function changeType({ rev, prev }: Revisions): ChangeType {
  if (isGiven(rev)) return isGiven(prev) ? 'update' : 'create';
  return isGiven(prev) ? 'delete' : 'unknown';
}

function isGiven(revision: string | null | undefined): boolean {
  return revision !== undefined && revision !== null && revision !== '';
}

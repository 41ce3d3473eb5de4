import { createHash } from 'node:crypto';
import { canonicalJson } from '../datasource/dialects/canonical-json.js';

/** What tells the states of an instance apart: the SHA-1 of its JSON, keys sorted; `null` of one that is not there. */
export function revisionOf(instance: object | undefined): string | null {
  return instance === undefined ? null : sha1(canonicalJson(instance));
}

/** The id of the record of an instance. */
export function changeId(modelName: string, modelId: string): string {
  return sha1(`${modelName}-${modelId}`);
}

// LoopBack's, so that records of both can be compared; nothing secret hangs on it.
function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

import { InvalidChangeError } from './invalid-change.error.js';
import { type GivenChange, parseChange, recordOf } from './parse-change.js';

/** One change with what is needed to apply it. */
export type Update =
  | {
      readonly type: 'create' | 'update';
      readonly change: GivenChange;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'delete'; readonly change: GivenChange };

/** What `createUpdates` of another side has given. */
export function parseUpdates(input: unknown): readonly Update[] {
  if (!Array.isArray(input)) throw new InvalidChangeError('updates', 'a list');
  return input.map((item, index) => parseUpdate(item, `updates[${index}]`));
}

function parseUpdate(input: unknown, what: string): Update {
  const { type, change: given, data } = recordOf(input, what);
  const change = parseChange(given, `${what}.change`);
  switch (type) {
    case 'create':
    case 'update':
      return { type, change, data: recordOf(data, `${what}.data`) };
    case 'delete':
      return { type, change };
    default:
      throw new InvalidChangeError(`${what}.type`, '"create", "update" or "delete"');
  }
}

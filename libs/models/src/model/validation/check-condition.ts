import type { CheckSubject } from './check.js';
import type { CheckCondition, CheckOptions } from './check-options.js';
import { readValue } from './read-value.js';

/** Whether a check runs for an instance (the chapter on validation, section 5). */
export function isDue({ if: only, unless, on }: CheckOptions, subject: CheckSubject): boolean {
  if (on !== undefined && !isOccasion(on, subject.isNew)) return false;
  return meets(only, subject) !== false && meets(unless, subject) !== true;
}

function isOccasion(on: NonNullable<CheckOptions['on']>, isNew: boolean): boolean {
  const occasions: readonly string[] = [on].flat();
  return occasions.includes('save') || occasions.includes(isNew ? 'create' : 'update');
}

// `undefined` where there is no condition, or its name means nothing: the check runs either way.
function meets(condition: CheckCondition | undefined, { instance, core }: CheckSubject): boolean | undefined {
  if (condition === undefined || typeof condition === 'boolean') return condition;
  if (typeof condition === 'function') return Boolean(condition.call(instance as never));
  if (core.schema.properties.has(condition)) return Boolean(readValue(instance, condition));
  // A client cannot put a value in the place of a method.
  const method: unknown = Reflect.get(Object.getPrototypeOf(instance) as object, condition, instance);
  const value = typeof method === 'function' ? method : readValue(instance, condition);
  if (typeof value === 'function') return Boolean((value as () => unknown).call(instance));
  return value === undefined ? undefined : Boolean(value);
}

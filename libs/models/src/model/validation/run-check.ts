import type { Check, CheckSubject, Fail } from './check.js';
import { isDue } from './check-condition.js';
import { checkMessage } from './check-message.js';
import type { Findings } from './findings.js';
import { readValue } from './read-value.js';
import type { ValidationFailure } from './validation.error.js';
import { isPromise } from '../is-promise.js';

/** Runs a check, if it is due; what it finds before it returns is added at once. */
export function runCheck(check: Check, subject: CheckSubject, findings: Findings): void {
  if (!isDue(check.options, subject)) return;
  const late: ValidationFailure[] = [];
  let found: ValidationFailure[] | undefined = findings.failures;
  const fail: Fail = (kind) => found?.push(failureOf(check, kind, subject));
  const returned = check.run(readValue(subject.instance, check.property), fail, subject);
  found = isPromise(returned) ? late : undefined;
  if (isPromise(returned)) findings.expect(close(returned));

  async function close(running: PromiseLike<unknown>): Promise<readonly ValidationFailure[]> {
    await running;
    found = undefined;
    return late;
  }
}

/** Runs a check that ends later. */
export async function runLater(check: Check, subject: CheckSubject): Promise<readonly ValidationFailure[]> {
  if (!isDue(check.options, subject)) return [];
  const found: ValidationFailure[] = [];
  let isOpen = true;
  const fail: Fail = (kind) => {
    if (isOpen) found.push(failureOf(check, kind, subject));
  };
  await check.run(readValue(subject.instance, check.property), fail, subject);
  isOpen = false;
  return found;
}

function failureOf({ property, name, options }: Check, given: unknown, subject: CheckSubject): ValidationFailure {
  const { instance, core } = subject;
  const kind = typeof given === 'string' && given !== '' ? given : undefined;
  const code = options.code ?? name;
  const isShown = core.schema.properties.has(property) && !core.schema.hidden.has(property);
  return {
    property,
    code: kind === undefined ? code : `${code}.${kind}`,
    message: checkMessage(name, options.message, kind, instance),
    value: isShown ? readValue(instance, property) : undefined,
  };
}

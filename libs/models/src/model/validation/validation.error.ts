import { LoopnestError } from '../../errors/loopnest.error.js';
import { describeValue } from './describe-value.js';

/** One failed check: the property, the code of the check, its text, and the value as it is to be shown. */
export interface ValidationFailure {
  readonly property: string;
  readonly code: string;
  readonly message: string;
  readonly value: unknown;
}

/** `details` of a {@link ValidationError}. */
export interface ValidationDetails {
  readonly context: string;
  readonly codes: Record<string, string[]>;
  readonly messages: Record<string, string[]>;
}

/** An instance that is not valid: 422, with all failures in the order of the checks. */
export class ValidationError extends LoopnestError {
  declare readonly details: ValidationDetails;

  constructor(model: string, failures: readonly ValidationFailure[]) {
    const describe = describeEachOnce();
    const texts = failures.map(
      ({ property, message, value }) => `\`${property}\` ${message} (value: ${describe(value)})`,
    );
    const explained = texts.length === 0 ? '' : ` Details: ${texts.join('; ')}.`;
    super(422, `The \`${model}\` instance is not valid.${explained}`, {
      name: 'ValidationError',
      details: {
        context: model,
        codes: messagesByProperty(failures, (failure) => failure.code),
        messages: messagesByProperty(failures, (failure) => failure.message),
      } satisfies ValidationDetails,
    });
  }
}

// The failures of the items of a list all show the list.
function describeEachOnce(): (value: unknown) => string {
  const known = new Map<unknown, string>();
  return (value) => {
    const text = known.get(value) ?? describeValue(value);
    known.set(value, text);
    return text;
  };
}

/** What the failures of each property say. */
export function messagesByProperty(
  failures: readonly ValidationFailure[],
  pick: (failure: ValidationFailure) => string,
): Record<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const failure of failures) {
    const list = grouped.get(failure.property);
    if (list === undefined) grouped.set(failure.property, [pick(failure)]);
    else list.push(pick(failure));
  }
  return Object.fromEntries(grouped);
}

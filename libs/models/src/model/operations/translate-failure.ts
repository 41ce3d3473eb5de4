import { LoopnestError } from '../../errors/loopnest.error.js';
import type { DatabaseFailure } from '../../datasource/dialect.js';
import type { Statement } from '../../datasource/executor.js';
import type { Write, WriteStatement } from '../../query/statements.js';
import type { ModelCore } from '../model-core.js';
import type { UniquenessOptions } from '../validation/check-options.js';
import { ValidationError } from '../validation/validation.error.js';
import type { OperationOptions } from './operation-options.js';
import { referenceFailure, requiredReference } from './reference-failure.js';
import type { StatementPurpose } from './run-statement.js';

/** The statement that has failed, and what it was for. */
export interface FailedStatement {
  readonly statement: Statement | WriteStatement;
  readonly purpose: StatementPurpose;
  readonly options: OperationOptions;
}

/**
 * What a failure of the database means to the caller: 409 for what is not unique and for what others refer to, 422 for values
 * that do not fit, 400 for a query that cannot be asked. Failures that are the server's own pass as they are. No word of the
 * driver's is shown.
 */
export async function translateFailure(
  error: unknown,
  core: ModelCore,
  { statement, purpose, options }: FailedStatement,
): Promise<unknown> {
  const write = 'write' in statement ? statement.write : undefined;
  const failure = core.requireDataSource().dialect.failure(error);
  if (failure === undefined) return error;
  switch (failure.kind) {
    case 'unique':
      return duplicateFailure(core, propertiesOf(core, failure.columns), write, error);
    case 'notNull':
      return (
        (isOfOthers(write) ? requiredReference(core, failure.column, write, error) : undefined) ??
        refusal(core, failure, 'presence', "can't be blank", null)
      );
    case 'tooLong':
      return refusal(core, failure, 'length.max', 'too long', undefined);
    case 'foreignKey':
      if (write !== undefined) return referenceFailure(failure, core, write, options, error);
      return refusal(core, failure, 'reference', 'refers to what does not exist, or is referred to', undefined);
    case 'invalidValue':
      if (purpose === 'read') return new LoopnestError(400, 'A value of the query is out of range', { cause: error });
      return refusal(core, failure, 'type', 'does not fit its column', undefined);
    case 'invalidRegexp':
      return new LoopnestError(400, 'Invalid regular expression: it cannot be compiled', { cause: error });
    case 'timeout':
      return new LoopnestError(400, 'Invalid regular expression: it takes too long', { cause: error });
    case 'missingTable':
    case 'missingColumn':
    case 'connection':
      return error;
  }
}

/** Whether a statement can change rows of other tables. */
function isOfOthers(write: Write | undefined): write is Write {
  return write !== undefined && write.kind !== 'insert';
}

function refusal(
  core: ModelCore,
  failure: Extract<DatabaseFailure, { column: string | undefined }>,
  code: string,
  message: string,
  value: unknown,
): LoopnestError {
  const [property] = failure.column === undefined ? [] : propertiesOf(core, [failure.column]);
  if (property !== undefined) return new ValidationError(core.schema.name, [{ property, code, message, value }]);
  return new LoopnestError(422, `The \`${core.schema.name}\` instance is not valid. Details: a value ${message}.`, {
    name: 'ValidationError',
    details: { context: core.schema.name, codes: {}, messages: {} },
  });
}

function propertiesOf(core: ModelCore, columns: readonly string[]): readonly string[] {
  const { table } = core.queries.query;
  return columns.map((name) => table.columns.find((column) => column.name === name)?.property ?? name);
}

// A check that looks for others before the write says it in its own words, where two are written at once.
function duplicateFailure(
  core: ModelCore,
  properties: readonly string[],
  write: Write | undefined,
  error: unknown,
): LoopnestError {
  const check = core.validations?.later.find(
    ({ name, property, options }) =>
      name === 'uniqueness' && (options as UniquenessOptions).isIndexed === true && properties.includes(property),
  );
  if (check === undefined) return new DuplicateError(core, properties, error);
  const { property, options } = check;
  const written = write?.values.find(([column]) => column.property === property)?.[1];
  const value = core.schema.hidden.has(property) ? undefined : written;
  const message = typeof options.message === 'string' ? options.message : 'is not unique';
  return new ValidationError(core.schema.name, [{ property, code: options.code ?? 'uniqueness', message, value }]);
}

/** A unique index or the primary key has the value already: 409. */
export class DuplicateError extends LoopnestError {
  constructor(core: ModelCore, properties: readonly string[], cause: unknown) {
    const { hidden, name } = core.schema;
    const shown = properties.filter((property) => !hidden.has(property));
    const taken = shown.map((property) => `\`${property}\``).join(', ') || 'a value';
    super(409, `The \`${name}\` instance is not unique: ${taken} ${shown.length > 1 ? 'are' : 'is'} taken.`, {
      code: 'DUPLICATE',
      details: { context: name, codes: Object.fromEntries(shown.map((property) => [property, ['uniqueness']])) },
      cause,
    });
  }
}

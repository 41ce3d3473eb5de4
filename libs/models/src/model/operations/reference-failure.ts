import type { DatabaseFailure } from '../../datasource/dialect.js';
import type { ForeignKey } from '../../datasource/foreign-key.js';
import { LoopnestError } from '../../errors/loopnest.error.js';
import type { Condition } from '../../query/condition.js';
import type { Write } from '../../query/statements.js';
import type { ModelCore } from '../model-core.js';
import { ValidationError } from '../validation/validation.error.js';
import { findDangling, findReferrer } from './find-violation.js';
import { idText } from './id-clause.js';
import type { OperationOptions } from './operation-options.js';

type ForeignKeyFailure = Extract<DatabaseFailure, { kind: 'foreignKey' }>;

/**
 * What the violation of a constraint means: 422 for a value that refers to nothing, 409 for rows that others refer to. Where
 * the driver does not say which constraint it is, those that the definitions know are looked at.
 */
export async function referenceFailure(
  failure: ForeignKeyFailure,
  core: ModelCore,
  write: Write,
  options: OperationOptions,
  cause: unknown,
): Promise<LoopnestError> {
  const { table, schema, constraint } = failure;
  if (table === undefined) {
    const dangling = await findDangling(core, write, options);
    if (dangling !== undefined) return danglingError(core, dangling, write, cause);
    if (write.kind === 'insert') return danglingError(core, undefined, write, cause);
    return new ReferencedError(core, write, await findReferrer(core, write, options), cause);
  }
  const ownTable = core.requireDataSource().tableOf(core.schema.name);
  const isOwn = table === ownTable.name && schema === ownTable.schema;
  const known = isOwn ? ownTable.foreignKeys.find(({ name }) => name === constraint) : undefined;
  const isWritten = write.values.some(([{ name }]) => name === (known?.column ?? failure.column));
  if (write.kind === 'insert' || (write.kind === 'update' && isOwn && isWritten))
    return danglingError(core, known ?? columnOf(core, failure.column), write, cause);
  return new ReferencedError(core, write, modelOf(core, table, schema), cause);
}

/** Rows whose keys the database would empty have to have one: they refer to what was to be deleted. */
export function requiredReference(
  core: ModelCore,
  column: string | undefined,
  write: Write,
  cause: unknown,
): LoopnestError | undefined {
  const dataSource = core.requireDataSource();
  const event = write.kind === 'delete' ? 'onDelete' : 'onUpdate';
  const isEmptied = (key: ForeignKey) =>
    key.target.model === core.schema.name && key[event] === 'SET NULL' && key.column === column;
  const referrer = dataSource.referrersOf(core.schema.name).find((model) => {
    const { columns, foreignKeys } = dataSource.tableOf(model);
    return foreignKeys.some(isEmptied) && columns.some(({ name, nullable }) => name === column && !nullable);
  });
  return referrer === undefined ? undefined : new ReferencedError(core, write, referrer, cause);
}

type Dangling = Pick<ForeignKey, 'property' | 'column'> & Partial<Pick<ForeignKey, 'target'>>;

/** A constraint that no definition knows. */
function columnOf(core: ModelCore, column: string | undefined): Dangling | undefined {
  const found = core.queries.query.table.columns.find(({ name }) => name === column);
  return found === undefined ? undefined : { property: found.property, column: found.name };
}

function modelOf(core: ModelCore, table: string, schema: string | undefined): string | undefined {
  const dataSource = core.requireDataSource();
  return dataSource.modelNames.find((model) => {
    const { name, schema: own } = dataSource.tableOf(model);
    return name === table && own === schema;
  });
}

function danglingError(core: ModelCore, dangling: Dangling | undefined, write: Write, cause: unknown): LoopnestError {
  const { name, hidden } = core.schema;
  if (dangling === undefined || hidden.has(dangling.property)) {
    return new LoopnestError(
      422,
      `The \`${name}\` instance is not valid. Details: a value refers to what does not exist.`,
      { name: 'ValidationError', details: { context: name, codes: {}, messages: {} }, cause },
    );
  }
  const { property, column, target } = dangling;
  const value = write.values.find(([written]) => written.name === column)?.[1];
  const message = `refers to ${target === undefined ? 'what' : `a \`${target.model}\` that`} does not exist`;
  return new ValidationError(name, [{ property, code: 'reference', message, value }]);
}

/** Rows of another model refer to what was to be deleted, or to a key that was to be changed: 409. */
export class ReferencedError extends LoopnestError {
  constructor(core: ModelCore, write: Write, referrer: string | undefined, cause: unknown) {
    const { name, idName, hidden } = core.schema;
    const id = idName === undefined || hidden.has(idName) ? undefined : idIn(write.condition, idName);
    const by = referrer === undefined ? '' : ` by \`${referrer}\``;
    const text =
      id === undefined
        ? `Some of the \`${name}\` instances are still referred to${by}; none was ${write.kind === 'delete' ? 'deleted' : 'changed'}.`
        : `The \`${name}\` with id ${idText(id)} is still referred to${by}.`;
    super(409, text, { code: 'REFERENCED', cause });
  }
}

/** The id that all rows of a condition have. */
function idIn(condition: Condition | undefined, idName: string): unknown {
  switch (condition?.kind) {
    case 'and':
      return condition.clauses.map((clause) => idIn(clause, idName)).find((id) => id !== undefined);
    case 'equals':
      return isId(condition, idName) ? condition.value : undefined;
    case 'in':
      return isId(condition, idName) && condition.values.length === 1 ? condition.values[0] : undefined;
    default:
      return undefined;
  }
}

function isId(
  { operand }: Extract<Condition, { kind: 'equals' | 'differs' | 'in' | 'notIn' }>,
  idName: string,
): boolean {
  return operand.path.length === 0 && operand.property.definition.name === idName;
}

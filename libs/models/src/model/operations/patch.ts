import { LoopnestError } from '../../errors/loopnest.error.js';
import type { Condition } from '../../query/condition.js';
import { parseWhere } from '../../query/parse-where.js';
import { assignValues, instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { ValidationError } from '../validation/validation.error.js';
import { announce } from './announce.js';
import type { WriteKind } from './column-values.js';
import { OperationHooks } from './hooks.js';
import { idClause, idText } from './id-clause.js';
import { type OperationOptions, queryRules } from './operation-options.js';
import { bothWheres, defaultScope, scopeValues } from './scope.js';
import { writeValues } from './write-values.js';

/** What a patch has to keep to beside its options. */
export interface PatchRules {
  /** The setting without which it is not checked, unless the call says so. */
  readonly setting?: 'validateUpsert';
  /** What has to hold of the row that is changed: where it does not, the row counts as one that is not there. */
  readonly where?: unknown;
  /** Runs the writing statement, and nothing but that: in a transaction of its own, for example. */
  readonly within?: (options: OperationOptions, write: (options: OperationOptions) => Promise<void>) => Promise<void>;
}

/** `patchAttributes` of a stored instance: only what is given is written; the instance takes the new values. */
export async function patch(
  core: ModelCore,
  instance: object,
  changes: Readonly<Record<string, unknown>>,
  options: OperationOptions,
  rules: PatchRules = {},
): Promise<object> {
  const hooks = new OperationHooks(core, options);
  const scope = defaultScope(core);
  let data: Record<string, unknown> = { ...changes, ...scopeValues(scope) };
  checkSameId(core, instance, data);
  const where = ownWhere(core, instance);
  if (hooks.has('before save')) {
    data = (await hooks.notify('before save', { data, where, currentInstance: instance })).data ?? data;
    checkSameId(core, instance, data);
  }
  const state = instanceState(instance);
  state.unknown.length = 0;
  assignValues(instance, core, withoutIds(core, data), core.custom?.setters);
  if (validates(core, options.validate, rules.setting)) {
    const checking = validateInstance(instance, core, { isNew: false, options });
    if (checking !== undefined) await checking;
  } else refuseUnknown(core, state.unknown, options);
  let written = pick(state.data, Object.keys(data));
  if (hooks.has('persist')) {
    const context = await hooks.notify('persist', {
      data: written,
      where,
      currentInstance: instance,
      isNewInstance: false,
    });
    written = context.data ?? written;
  }
  const stored = bothWheres(bothWheres(scope?.where, where), rules.where);
  const missing = () => new NotStoredError(core, instance);
  const { within } = rules;
  if (within === undefined) await update(core, written, stored, options, missing);
  else await within(options, (own) => update(core, written, stored, own, missing));
  if (hooks.has('loaded')) {
    const context = await hooks.notify('loaded', { data: { ...written }, isNewInstance: false });
    if (core.schema.settings['updateOnLoad'] === true) assignValues(instance, core, context.data ?? {});
  }
  if (options.notify !== false && hooks.has('after save'))
    await hooks.notify('after save', { instance, isNewInstance: false });
  announce(core, { kind: 'update', instance });
  return instance;
}

/** Writes values to the one row that a where finds; `missing` makes the error where there is none. */
export async function update(
  core: ModelCore,
  data: Readonly<Record<string, unknown>>,
  where: unknown,
  options: OperationOptions,
  missing: () => Error,
  write: WriteKind = 'patch',
): Promise<void> {
  const condition = trustedCondition(core, where);
  const affected = await writeValues(core, withoutIds(core, data), condition, options, write);
  if (affected === 0) throw missing();
}

/** A where of our own making. */
export function trustedCondition(core: ModelCore, where: unknown): Condition | undefined {
  return parseWhere(where, core.queries.query, queryRules(core, { trustsQuery: true }, 'ignore'));
}

/** The where that finds an instance by its id, or by all parts of it. */
export function ownWhere(core: ModelCore, instance: object): Record<string, unknown> {
  const { data } = instanceState(instance);
  return Object.fromEntries(core.schema.idNames.map((name) => [name, idClause(data[name] ?? null)]));
}

/** The id of an instance, or all parts of it, as texts show it. */
export function ownIdText(core: ModelCore, instance: object): string {
  const { data } = instanceState(instance);
  return core.schema.idNames.map((name) => idText(data[name] ?? null)).join(',');
}

export function withoutIds(core: ModelCore, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !core.schema.idNames.includes(name)));
}

function pick(data: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
}

function checkSameId(core: ModelCore, instance: object, data: Readonly<Record<string, unknown>>): void {
  const own = instanceState(instance).data;
  for (const name of core.schema.idNames) {
    const given = data[name];
    if (given === undefined || given === null || idText(given) === idText(own[name])) continue;
    // LoopBack says `forceId` here whatever the setting is.
    throw new LoopnestError(
      400,
      `id cannot be updated from ${idText(own[name])} to ${idText(given)} when forceId is set to true`,
    );
  }
}

// An unchecked patch of a strict model still does not take what the model does not declare (deviation 11 of REST).
function refuseUnknown(core: ModelCore, unknown: readonly string[], options: OperationOptions): void {
  if (unknown.length === 0 || options.validate === false) return;
  throw unknownPropertiesError(core, unknown);
}

function unknownPropertiesError(core: ModelCore, unknown: readonly string[]): ValidationError {
  return new ValidationError(
    core.schema.name,
    unknown.map((property) => ({
      property,
      code: 'unknown-property',
      message: 'is not defined in the model',
      value: undefined,
    })),
  );
}

/** An instance that is not stored any more, or is outside of the scope: 404. */
export class NotStoredError extends LoopnestError {
  constructor(core: ModelCore, instance: object) {
    const id = ownIdText(core, instance);
    super(404, `No instance with id ${id} found for ${core.schema.name}`);
  }
}

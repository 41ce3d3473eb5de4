import type { AnyModel } from '../model/model.js';
import type { Change } from '../model/operations/announce.js';
import { type OperationOptions, queryRules } from '../model/operations/operation-options.js';
import { checkDepth } from '../query/query-depth.js';
import { parseWhere } from '../query/parse-where.js';
import type { RawFilter } from '../query/query.js';
import { type ConditionMatcher, conditionMatcher } from '../query/condition-matcher.js';

/** A change as listeners are told of it. Keys without a value are absent. */
export interface ChangeEvent {
  readonly target?: unknown;
  readonly where?: unknown;
  readonly data?: unknown;
  readonly type: 'create' | 'update' | 'remove';
}

/** The changes of a model, to be listened to; a filter's where leaves out those whose data do not match it. */
export class ChangeStream {
  private readonly matches: ConditionMatcher;

  constructor(
    private readonly model: AnyModel,
    filter: RawFilter | undefined,
    options: OperationOptions,
  ) {
    const { core } = model;
    const rules = queryRules(core, options, 'ignore');
    checkDepth(filter, rules.maxDepth);
    const condition = parseWhere(filter?.where, core.queries.query, rules);
    this.matches = condition === undefined ? () => true : conditionMatcher(condition);
  }

  /** Calls the listener for each change from now on; the returned function ends it. */
  listen(listener: (event: ChangeEvent) => void): () => void {
    const { events } = this.model.core;
    const onChange = (change: Change) => {
      const event = describe(change, this.model);
      if (this.matches(record(event.data))) listener(event);
    };
    events.on('change', onChange);
    return () => events.off('change', onChange);
  }
}

function describe(change: Change, model: AnyModel): ChangeEvent {
  const { idName, hidden } = model.core.schema;
  switch (change.kind) {
    case 'create':
    case 'update': {
      const data = (change.instance as { toJSON(): Record<string, unknown> }).toJSON();
      const target = idName === undefined ? undefined : (change.instance as Record<string, unknown>)[idName];
      return { ...(target === undefined ? {} : { target }), data, type: change.kind };
    }
    case 'updateAll': {
      const data = Object.fromEntries(Object.entries(change.data).filter(([name]) => !hidden.has(name)));
      const target =
        idName === undefined ? undefined : (plainId(record(change.where)[idName]) ?? plainId(change.data[idName]));
      return { ...(target === undefined ? {} : { target }), where: change.where, data, type: 'update' };
    }
    case 'remove':
      return { ...(change.id === undefined ? {} : { target: change.id }), where: change.where, type: 'remove' };
  }
}

function plainId(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

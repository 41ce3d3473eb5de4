import type { AnyModel, RemoteMethodRecord } from '@loopnest/models';
import type { AccessType } from '../access/access-type.js';
import type { Ask } from './caller.js';

/** What a method of a relation is to the relation's target. */
export interface TargetMethod {
  readonly name: string;
  /** Rules may name it by these as well. */
  readonly aliases?: readonly string[];
  readonly accessType: AccessType;
  /** Which rows it is about: those of a list, the one that the path names, the one that is related, or one that is made. */
  readonly about: 'rows' | 'named' | 'related' | 'new';
}

export const FIND = { name: 'find', accessType: 'READ', about: 'rows' } as const satisfies TargetMethod;

const PATCH = {
  name: 'prototype.patchAttributes',
  aliases: ['prototype.updateAttributes'],
  accessType: 'WRITE',
} as const;
const REMOVE = { name: 'deleteById', aliases: ['destroyById', 'removeById'], accessType: 'WRITE' } as const;
const REMOVE_ALL = { name: 'destroyAll', aliases: ['remove', 'deleteAll'], accessType: 'WRITE' } as const;
const UPDATE_ALL = { name: 'updateAll', aliases: ['update'], accessType: 'WRITE' } as const;
const CREATE = { name: 'create', accessType: 'WRITE' } as const;
const FIND_BY_ID = { name: 'findById', accessType: 'READ' } as const;

const TO_MANY: Readonly<Record<string, TargetMethod>> = {
  get: FIND,
  count: { name: 'count', accessType: 'READ', about: 'rows' },
  delete: { ...REMOVE_ALL, about: 'rows' },
  create: { ...CREATE, about: 'new' },
  findById: { ...FIND_BY_ID, about: 'named' },
  exists: { name: 'exists', accessType: 'READ', about: 'named' },
  updateById: { ...PATCH, about: 'named' },
  destroyById: { ...REMOVE, about: 'named' },
  link: { ...FIND_BY_ID, about: 'named' },
  unlink: { ...FIND_BY_ID, about: 'named' },
};

const TO_ONE: Readonly<Record<string, TargetMethod>> = {
  get: { ...FIND_BY_ID, about: 'related' },
  create: { ...CREATE, about: 'new' },
  update: { ...PATCH, about: 'related' },
  destroy: { ...REMOVE, about: 'related' },
};

/** What links are asked for, where a method makes or removes them. */
const LINKS: Readonly<Record<string, Omit<TargetMethod, 'about'>>> = {
  link: CREATE,
  create: CREATE,
  unlink: REMOVE,
  delete: REMOVE_ALL,
};

/** What needs all rows to be open: it tells of changes to any of them, or makes changes to any. */
const ABOUT_ALL: Readonly<Record<string, readonly Omit<TargetMethod, 'about'>[]>> = {
  createChangeStream: [FIND],
  changes: [FIND],
  diff: [FIND],
  createUpdates: [FIND],
  bulkUpdate: [CREATE, PATCH, REMOVE],
};

/**
 * What a method of a relation (`prototype.__updateById__orders`) is to the target. One of the application's own is what reads,
 * or else what changes, whatever there is.
 */
export function targetMethod({ name, inner, accessType, relation, declaration }: RemoteMethodRecord): TargetMethod {
  const kind = declaration === undefined ? kindOf(inner?.method.name ?? name) : '';
  // The targets stay where links go.
  if (kind === 'delete' && relation?.through !== undefined) return FIND;
  const methods = relation?.multiple === true ? TO_MANY : TO_ONE;
  return own(methods, kind) ?? (accessType === 'READ' ? FIND : { ...UPDATE_ALL, about: 'rows' });
}

/** What a method of a relation is to the links, where there are such; `undefined` where it only follows them. */
export function linkMethod({ name, inner }: RemoteMethodRecord): Omit<TargetMethod, 'about'> | undefined {
  return own(LINKS, kindOf(inner?.method.name ?? name));
}

/** The methods of a model that have to be open for all rows where this one is called. */
export function neededForAll({ name, declaration }: RemoteMethodRecord): readonly Omit<TargetMethod, 'about'>[] {
  return declaration === undefined ? (own(ABOUT_ALL, name) ?? []) : [];
}

export function askFor(model: AnyModel, { name, aliases = [], accessType }: Omit<TargetMethod, 'about'>): Ask {
  return { model, accessType, method: { name, aliases } };
}

function kindOf(name: string): string {
  return /^prototype\.__([A-Za-z]+)__/.exec(name)?.[1] ?? '';
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

import type { AnyModel } from '@loopnest/models';
import { userSettings } from '../user-settings.js';

type Data = Readonly<Record<string, unknown>>;

/** What an owner cannot give himself (deviation 5 of the chapter on built-in models). */
const GUARDED = ['emailVerified', 'verificationToken', 'realm'] as const;

/** The properties that bodies do not change in a model. */
export function guardedProperties(model: AnyModel): readonly string[] {
  const { writableOverRest } = userSettings(model);
  return GUARDED.filter((name) => !writableOverRest.includes(name));
}

/** A body that changes a user, without what it does not change. */
export function withoutGuarded(data: Data, model: AnyModel): Record<string, unknown> {
  const guarded = guardedProperties(model);
  return Object.fromEntries(Object.entries(data).filter(([name]) => !guarded.includes(name)));
}

/** A body that registers a user: nobody is verified from the start. */
export function asRegistration({ verificationToken: _token, ...data }: Data): Record<string, unknown> {
  return isTruthy(data['emailVerified']) ? { ...data, emailVerified: false } : data;
}

function isTruthy(value: unknown): boolean {
  return Boolean(value);
}

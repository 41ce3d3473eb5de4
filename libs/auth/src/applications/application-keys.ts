import { randomBytes } from 'node:crypto';

/** The properties of an application that are keys, in the order in which they are compared. */
export const KEY_NAMES = ['clientKey', 'javaScriptKey', 'restApiKey', 'windowsKey', 'masterKey'] as const;

/** Name of a key of an application. */
export type ApplicationKeyName = (typeof KEY_NAMES)[number];

/** New keys: 160 bits of a cryptographic source each, as 40 hex digits. */
export function makeKeys(): Record<ApplicationKeyName, string> {
  const key = (): string => randomBytes(20).toString('hex');
  return { clientKey: key(), javaScriptKey: key(), restApiKey: key(), windowsKey: key(), masterKey: key() };
}

/** A new id: 32 hex digits. */
export function makeApplicationId(): string {
  return randomBytes(16).toString('hex');
}

import type { AnyModel } from '@loopnest/models';

/** The settings of a user model (the chapter on built-in models, 1.2), with what stands for missing ones. */
export interface UserSettings {
  /** Seconds. */
  readonly ttl: number;
  readonly maxTTL: number;
  readonly allowEternalTokens: boolean;
  readonly caseSensitiveEmail: boolean;
  readonly emailVerificationRequired: boolean;
  readonly resetPasswordTokenTTL: number;
  readonly restrictResetPasswordTokenScope: boolean;
  readonly rejectPasswordChangesViaPatchOrReplace: boolean;
  readonly rejectReusedPassword: boolean;
  readonly revealUnknownAccounts: boolean;
  /** Logins have to say of which realm they are. */
  readonly needsRealm: boolean;
  readonly realmDelimiter: string | undefined;
  /** Names and e-mails are unique within their realm only. */
  readonly isUniqueByRealm: boolean;
  readonly saltWorkFactor: number;
  readonly verificationTokenTTL: number;
  /** Properties that bodies may set although they are protected. */
  readonly writableOverRest: readonly string[];
  readonly allowedRedirects: readonly string[];
  readonly verifyOptions: Readonly<Record<string, unknown>>;
}

const VERIFY_OPTIONS = { type: 'email', from: 'noreply@example.com' };

/** Read at each use: scripts may change settings. */
export function userSettings({ settings }: AnyModel): UserSettings {
  const { realmDelimiter, realmRequired, verifyOptions } = settings;
  const delimiter = typeof realmDelimiter === 'string' && realmDelimiter !== '' ? realmDelimiter : undefined;
  return {
    ttl: positive(settings['ttl'], 1_209_600),
    maxTTL: positive(settings['maxTTL'], 31_556_926),
    allowEternalTokens: settings['allowEternalTokens'] === true,
    caseSensitiveEmail: settings['caseSensitiveEmail'] !== false,
    emailVerificationRequired: isOn(settings['emailVerificationRequired']),
    resetPasswordTokenTTL: positive(settings['resetPasswordTokenTTL'], 900),
    restrictResetPasswordTokenScope: isOn(settings['restrictResetPasswordTokenScope']),
    rejectPasswordChangesViaPatchOrReplace: isOn(settings['rejectPasswordChangesViaPatchOrReplace']),
    rejectReusedPassword: isOn(settings['rejectReusedPassword']),
    revealUnknownAccounts: isOn(settings['revealUnknownAccounts']),
    needsRealm: isOn(realmRequired) || delimiter !== undefined,
    realmDelimiter: delimiter,
    isUniqueByRealm: isOn(realmRequired) && delimiter !== undefined,
    saltWorkFactor: costOf(settings['saltWorkFactor']),
    verificationTokenTTL: positive(settings['verificationTokenTTL'], 172_800),
    writableOverRest: texts(settings['writableOverRest']),
    allowedRedirects: texts(settings['allowedRedirects']),
    verifyOptions: isRecord(verifyOptions) ? verifyOptions : VERIFY_OPTIONS,
  };
}

function positive(value: unknown, missing: number): number {
  const number = Number(value);
  return value !== null && Number.isFinite(number) && number > 0 ? number : missing;
}

// What bcrypt takes.
function costOf(value: unknown): number {
  const cost = positive(value, 10);
  return Number.isInteger(cost) && cost >= 4 && cost <= 31 ? cost : 10;
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

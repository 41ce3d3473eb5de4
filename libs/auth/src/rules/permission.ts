/** What a rule does; `DEFAULT` where it leaves that to the model. */
export type Permission = 'ALLOW' | 'ALARM' | 'AUDIT' | 'DENY' | 'DEFAULT';

/** From the weakest to the strongest. */
export const PERMISSIONS: readonly string[] = ['ALLOW', 'ALARM', 'AUDIT', 'DENY'] satisfies Permission[];

export function isPermission(value: unknown): value is Exclude<Permission, 'DEFAULT'> {
  return typeof value === 'string' && PERMISSIONS.includes(value);
}

/** Models that LoopBack brings, and that are not served yet: they are known by name, so that the rest of a project starts. */
export const BUILT_IN_MODELS: readonly Record<string, unknown>[] = [
  'User',
  'AccessToken',
  'ACL',
  'Role',
  'RoleMapping',
  'Scope',
  'Application',
  'Email',
].map((name) => ({ name, base: 'PersistedModel' }));

/** Whether a name is that of a model that LoopBack brings. */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN_MODELS.some((model) => model['name'] === name);
}

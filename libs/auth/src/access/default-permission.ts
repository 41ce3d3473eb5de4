import type { AnyModel } from '@loopnest/models';
import { isPermission, type Permission } from '../rules/permission.js';

/** What holds for a model where no rule decides: its setting `defaultPermission`. One that nobody knows does not let in. */
export function defaultPermissionOf(model: AnyModel | undefined): Permission {
  const { defaultPermission = 'ALLOW' } = model?.settings ?? {};
  if (defaultPermission === null || defaultPermission === 'DEFAULT') return 'ALLOW';
  return isPermission(defaultPermission) ? defaultPermission : 'DENY';
}

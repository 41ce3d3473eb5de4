import { applyDecorators, SetMetadata } from '@nestjs/common';

/** A rule as in `acls` of a definition, on a class or a handler. */
export interface AclOptions {
  /** `ROLE` where nothing is said. */
  readonly principalType?: string;
  readonly principalId: string;
  /** `ALLOW` where nothing is said. */
  readonly permission?: 'ALLOW' | 'DENY' | 'ALARM' | 'AUDIT';
  /** Names of handlers; all where nothing is said. */
  readonly property?: string | readonly string[];
  readonly accessType?: 'READ' | 'WRITE' | 'EXECUTE' | 'REPLICATE' | '*';
}

const ACLS = 'loopnest:acls';
const ROLES = 'loopnest:roles';
const PUBLIC = 'loopnest:public';

/**
 * Rules for the routes of a controller of the host's own. What no rule mentions is refused: somebody who writes rules wants a
 * door. They are scored as those of models; `GET` and `HEAD` are `READ`, `POST`, `PUT`, `PATCH` and `DELETE` are `WRITE`.
 *
 * @example
 * @Acl({ principalId: '$authenticated', accessType: 'READ' }, { principalId: 'admin' })
 * @Controller('reports')
 * export class ReportsController {}
 */
export function Acl(...rules: readonly AclOptions[]): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(ACLS, rules));
}

/** Lets those in who are in one of the roles: static ones, `$authenticated` and the like, and those of resolvers. */
export function Roles(...roles: readonly string[]): ClassDecorator & MethodDecorator {
  return SetMetadata(ROLES, roles);
}

/** Lets everybody in, whatever the class says. */
export function Public(): ClassDecorator & MethodDecorator {
  return SetMetadata(PUBLIC, true);
}

/** What the decorators say of a handler. */
export interface RouteAccess {
  readonly isPublic: boolean;
  readonly rules: readonly AclOptions[] | undefined;
  readonly roles: readonly string[] | undefined;
}

/** Reads what stands on a handler and its class: the handler's own goes first, but rules of both are gathered. */
export function routeAccessOf(handler: object, controller: object): RouteAccess {
  const own = read(handler);
  const shared = read(controller);
  const isOwn = own.rules !== undefined || own.roles !== undefined;
  const rules = [...(shared.rules ?? []), ...(own.rules ?? [])];
  return {
    isPublic: own.isPublic || (shared.isPublic && !isOwn),
    rules: shared.rules === undefined && own.rules === undefined ? undefined : rules,
    roles: own.roles ?? shared.roles,
  };
}

function read(target: object): RouteAccess {
  return {
    isPublic: Reflect.getMetadata(PUBLIC, target) === true,
    rules: Reflect.getMetadata(ACLS, target) as readonly AclOptions[] | undefined,
    roles: Reflect.getMetadata(ROLES, target) as readonly string[] | undefined,
  };
}

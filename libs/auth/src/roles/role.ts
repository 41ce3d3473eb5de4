import type { AnyModel, Callback, HasMany, ModelClass, ModelInstance } from '@loopnest/models';
import type { AccessContext } from '../access/access-context.js';
import type { AccessDescription } from '../access/access-of.js';
import type { RoleResolver } from './role-resolvers.js';

/** The data of a static role. */
export interface RoleData {
  id: number | string;
  name: string;
  description?: string | null;
  created?: Date;
  modified?: Date;
  /** Who is in it. */
  principals: HasMany<RoleMappingData>;
}

/** Puts a principal into a role. */
export interface RoleMappingData {
  id: number | string;
  /** `USER`, `APP`, or the name of a user model where there are several. */
  principalType?: string | null;
  /** Always a text. */
  principalId?: string | null;
  roleId?: number | string | null;
}

/** An instance of the model `Role`. */
export type Role = ModelInstance<RoleData>;

/**
 * The model `Role`, or a descendant. What asks takes a callback as its last argument as well.
 *
 * @example
 * const editor = await Role.create({ name: 'editor' });
 * await editor.principals.create({ principalType: 'USER', principalId: String(user.id) });
 */
export type RoleClass = AnyModel &
  ModelClass<RoleData> & {
    /** A role that is computed; one of the same name, stored or built in, is replaced. */
    registerResolver(role: string, resolver: RoleResolver): void;
    isInRole(role: string, access: AccessContext | AccessDescription): Promise<boolean>;
    isInRole(role: string, access: AccessContext | AccessDescription, callback: Callback<boolean>): void;
    /** The roles that a principal is in: names of those that are resolved, ids (or names) of those that are stored. */
    getRoles<Options extends { readonly returnOnlyRoleNames?: boolean }>(
      access: AccessContext | AccessDescription,
      options?: Options,
    ): Promise<(Options extends { readonly returnOnlyRoleNames: true } ? string : unknown)[]>;
    isOwner(
      model: AnyModel,
      id: unknown,
      userId: unknown,
      principalType?: string,
      options?: Readonly<Record<string, unknown>>,
    ): Promise<boolean>;
    isAuthenticated(access: AccessContext | AccessDescription): Promise<boolean>;
  };

import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@nestjs/common';
import type { PrincipalSource } from '../access/principal-source.js';
import type { AuthOptions } from '../plugin/auth-options.js';

/** What is settled when modules are scanned. */
export interface AuthModuleExtras {
  /** Name of the application, where there are several. */
  readonly application?: string;
  /** Where users, tokens, roles and rules are kept, as far as no definition says so. Default: the only data source. */
  readonly dataSource?: string;
  /** `false`: nothing is asked until a script calls `app.enableAuth()`. */
  readonly enable?: boolean;
  /** Says who is asking, in place of access tokens; a class is made by Nest, with what it injects. */
  readonly principalSource?: PrincipalSource | Type<PrincipalSource>;
}

/** How access control is brought to a Nest application. */
export type AuthModuleOptions = AuthModuleExtras & Omit<AuthOptions, 'principalSource'>;

/** The same with options that other providers make. */
export interface AuthModuleAsyncOptions extends AuthModuleExtras, Pick<ModuleMetadata, 'imports'> {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  readonly useFactory: (
    ...dependencies: never[]
  ) => Omit<AuthOptions, 'principalSource'> | Promise<Omit<AuthOptions, 'principalSource'>>;
}

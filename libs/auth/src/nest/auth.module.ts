import { Inject, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { getApplicationToken, getPluginToken } from '@loopnest/models';
import type { PrincipalSource } from '../access/principal-source.js';
import type { AuthOptions } from '../plugin/auth-options.js';
import { type AuthPlugin, auth } from '../plugin/auth.js';
import { AuthGuard } from './auth.guard.js';
import type { AuthModuleAsyncOptions, AuthModuleExtras, AuthModuleOptions } from './auth-module.options.js';
import { AUTH_APPLICATION, AUTH_OPTIONS, AUTH_PLUGIN, PRINCIPAL_SOURCE } from './tokens.js';

/**
 * Users, tokens, roles and rules for the models of `ModelsModule`, and a guard for controllers of the host's own.
 *
 * @example
 * imports: [ModelsModule.forRoot({ root: import.meta.dirname }), AuthModule.forRoot({ dataSource: 'db' })]
 */
@Module({})
export class AuthModule {
  constructor(
    @Inject(AUTH_PLUGIN) plugin: AuthPlugin,
    @Inject(AUTH_OPTIONS) options: AuthOptions,
    @Inject(PRINCIPAL_SOURCE) principalSource: PrincipalSource | null,
  ) {
    plugin.configure(principalSource === null ? options : { ...options, principalSource });
  }

  static forRoot(options: AuthModuleOptions = {}): DynamicModule {
    const { application, dataSource, enable, principalSource, ...rest } = options;
    const extras = { application, dataSource, enable, principalSource };
    return { module: AuthModule, providers: [{ provide: AUTH_OPTIONS, useValue: rest }, ...providersOf(extras)] };
  }

  static forRootAsync(options: AuthModuleAsyncOptions): DynamicModule {
    const { imports = [], inject = [], useFactory, ...extras } = options;
    return {
      module: AuthModule,
      imports,
      providers: [{ provide: AUTH_OPTIONS, inject, useFactory }, ...providersOf(extras)],
    };
  }
}

type Extras = { readonly [K in keyof AuthModuleExtras]: AuthModuleExtras[K] | undefined };

function providersOf({ application, dataSource, enable = true, principalSource }: Extras): Provider[] {
  const plugin = auth({ checkAccess: 'strict' }, enable ? { dataSource } : undefined);
  return [
    { provide: getPluginToken(plugin.name, application), useValue: plugin },
    { provide: AUTH_PLUGIN, useValue: plugin },
    { provide: AUTH_APPLICATION, useExisting: getApplicationToken(application) },
    typeof principalSource === 'function'
      ? { provide: PRINCIPAL_SOURCE, useClass: principalSource }
      : { provide: PRINCIPAL_SOURCE, useValue: principalSource ?? null },
    { provide: APP_GUARD, useClass: AuthGuard },
  ];
}

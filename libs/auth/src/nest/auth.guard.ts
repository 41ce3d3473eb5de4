import { Inject, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Application, type RemoteRequest, modelControllerMetadata } from '@loopnest/models';
import { ApplicationAccess } from '../access/application-access.js';
import { routeAccessOf } from './access.decorators.js';
import { RouteJudge } from './route-judge.js';
import { rememberAccess } from './request-access.js';
import { AUTH_APPLICATION } from './tokens.js';

/**
 * Judges the routes of a host. Generated routes, remote methods and methods that override them have been judged by the rules
 * of their model before any guard; what decorators say comes on top. Further routes of an overriding controller are judged as
 * methods of its model. Routes of the host's own are judged where `@Acl()` or `@Roles()` stand on them.
 */
export class AuthGuard implements CanActivate {
  constructor(@Inject(AUTH_APPLICATION) private readonly application: Application) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { accessControl, calls } = this.application;
    if (!(accessControl instanceof ApplicationAccess))
      throw new Error('AuthModule found an application that was made without its plug-in: give auth() to it as well');
    const { isPublic, rules, roles } = routeAccessOf(context.getHandler(), context.getClass());
    const model = calls.getStore() === undefined ? modelControllerMetadata(context.getClass())?.model : undefined;
    const isAsked = rules !== undefined || roles !== undefined || model !== undefined;
    if (context.getType() !== 'http') return refuseUnless(!isAsked || isPublic, context);
    const req = context.switchToHttp().getRequest<RemoteRequest>();
    rememberAccess(req, accessControl);
    if (isPublic || !isAsked) return true;
    const judge = new RouteJudge(accessControl, this.application, req, context.getHandler().name);
    if (model !== undefined && accessControl.isEnabled) await judge.byModel(model);
    if (rules !== undefined) await judge.byRules(rules);
    if (roles !== undefined) await judge.byRoles(roles);
    return true;
  }
}

function refuseUnless(isOpen: boolean, context: ExecutionContext): boolean {
  if (isOpen) return true;
  throw new Error(`@Acl() and @Roles() judge HTTP requests; this one is ${context.getType()}`);
}

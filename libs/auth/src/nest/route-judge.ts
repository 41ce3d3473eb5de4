import type { Application, RemoteRequest } from '@loopnest/models';
import { AccessContext } from '../access/access-context.js';
import type { AccessType } from '../access/access-type.js';
import type { ApplicationAccess } from '../access/application-access.js';
import { refusal } from '../access/refusal.js';
import type { AclOptions } from './access.decorators.js';
import { tokenOf } from './request-access.js';

/** Judges one request to a handler of the host's own. Each way throws the refusal. */
export class RouteJudge {
  /** @param handler - name of the handler: what rules call a property */
  constructor(
    private readonly access: ApplicationAccess,
    private readonly application: Application,
    private readonly req: RemoteRequest,
    private readonly handler: string,
  ) {}

  /** By the rules of a model, as if the handler were one of its methods. */
  async byModel(name: string): Promise<void> {
    const context = await this.context(name);
    await this.refuseUnless(await this.access.state.rules.isAllowed(context), context);
  }

  /** By rules alone; what none of them mentions is refused. */
  async byRules(rules: readonly AclOptions[]): Promise<void> {
    const context = await this.context();
    await this.refuseUnless(await this.access.state.rules.isAllowedBy(rules, context), context);
  }

  /** By roles: one of them is enough. */
  async byRoles(roles: readonly string[]): Promise<void> {
    const context = await this.context();
    for (const role of roles) if (await this.access.state.roles.isInRole(role, context)) return;
    await this.refuseUnless(false, context);
  }

  private async context(model?: string): Promise<AccessContext> {
    return new AccessContext({
      accessToken: (await tokenOf(this.req)) ?? this.access.state.anonymous,
      model: model === undefined ? undefined : this.application.registry.getModel(model),
      modelId: (this.req as { params?: Readonly<Record<string, unknown>> }).params?.['id'],
      property: this.handler,
      accessType: accessTypeOf(this.req.method ?? 'GET'),
    });
  }

  private async refuseUnless(isAllowed: boolean, context: AccessContext): Promise<void> {
    if (isAllowed && context.isScopeAllowed()) return;
    throw refusal(context, (await tokenOf(this.req)) ?? undefined, this.access.state, 403);
  }
}

function accessTypeOf(verb: string): AccessType {
  return verb === 'GET' || verb === 'HEAD' ? 'READ' : 'WRITE';
}

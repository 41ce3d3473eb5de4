import type { Application, RemoteRequest } from '@loopnest/models';
import { AccessContext } from '../access/access-context.js';
import type { AccessType } from '../access/access-type.js';
import type { ApplicationAccess } from '../access/application-access.js';
import { judge } from '../access/judge.js';
import { Principal } from '../access/principal.js';
import { refusal } from '../access/refusal.js';
import { RuleSet } from '../rules/rule-set.js';
import type { Rule } from '../rules/rule.js';
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
    const { permission } = await judge(context, this.access.state);
    this.refuseUnless(permission !== 'DENY', context);
  }

  /** By rules alone; what none of them mentions is refused. */
  async byRules(rules: readonly AclOptions[]): Promise<void> {
    const context = await this.context();
    const set = new RuleSet(rules.map(toRule), context.asked);
    const permission = set.decide(context.principals, await this.access.state.roles.among(set.roles, context));
    this.refuseUnless(permission !== 'DENY' && permission !== 'DEFAULT', context);
  }

  /** By roles: one of them is enough. */
  async byRoles(roles: readonly string[]): Promise<void> {
    const context = await this.context();
    const found = await this.access.state.roles.among(roles, context);
    this.refuseUnless(found.size > 0, context);
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

  private refuseUnless(isAllowed: boolean, context: AccessContext): void {
    if (!isAllowed || !context.isScopeAllowed()) throw refusal(context, this.access.state, 403);
  }
}

function toRule({ principalType = Principal.ROLE, permission = 'ALLOW', ...rule }: AclOptions): Rule {
  return { ...rule, principalType, permission };
}

function accessTypeOf(verb: string): AccessType {
  return verb === 'GET' || verb === 'HEAD' ? 'READ' : 'WRITE';
}

import { EntityManager } from '@mikro-orm/postgresql';
import { type CanActivate, type ExecutionContext, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { hash } from 'node:crypto';
import { AccessToken } from './access-token.entity.js';

interface GuardedRequest {
  readonly headers: { readonly authorization?: string };
  token?: AccessToken;
}

/** Lets in who has a token that has not ended. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(@Inject(EntityManager) private readonly em: EntityManager) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { authorization } = request.headers;
    if (authorization === undefined) throw new UnauthorizedException();
    const token = await this.em.findOne(AccessToken, { id: `sha256:${hash('sha256', authorization, 'base64url')}` });
    if (token === null || token.created.getTime() + token.ttl * 1000 <= Date.now()) throw new UnauthorizedException();
    request.token = token;
    return true;
  }
}

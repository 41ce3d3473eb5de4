import { RequestContext } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';

/** An entity manager for each request. */
@Injectable()
export class RequestContextMiddleware implements NestMiddleware {
  constructor(@Inject(MikroORM) private readonly orm: MikroORM) {}

  use(_request: unknown, _response: unknown, next: () => void): void {
    RequestContext.create(this.orm.em, next);
  }
}

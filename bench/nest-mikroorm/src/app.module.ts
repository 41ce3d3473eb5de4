import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { APP_GUARD } from '@nestjs/core';
import { Inject, type MiddlewareConsumer, Module, type NestModule, type OnApplicationShutdown } from '@nestjs/common';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { Customer, Order } from './customer.entity.js';
import { AccessToken, User } from './access-token.entity.js';
import { TokenGuard } from './token.guard.js';
import { RequestContextMiddleware } from './request-context.middleware.js';

@Module({
  controllers: [CustomersController],
  providers: [
    CustomersService,
    {
      provide: MikroORM,
      useFactory: () =>
        MikroORM.init({
          entities: [Customer, Order, AccessToken, User],
          clientUrl: process.env['BENCH_DATABASE'] ?? '',
          pool: { max: 8 },
        }),
    },
    { provide: EntityManager, inject: [MikroORM], useFactory: (orm: MikroORM) => orm.em },
    ...(process.env['BENCH_ACL'] ? [{ provide: APP_GUARD, useClass: TokenGuard }] : []),
  ],
})
export class AppModule implements NestModule, OnApplicationShutdown {
  constructor(@Inject(MikroORM) private readonly orm: MikroORM) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestContextMiddleware).forRoutes('*path');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close();
  }
}

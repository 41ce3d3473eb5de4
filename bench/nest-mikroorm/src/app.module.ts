import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Inject, type MiddlewareConsumer, Module, type NestModule, type OnApplicationShutdown } from '@nestjs/common';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { Customer, Order } from './customer.entity.js';
import { RequestContextMiddleware } from './request-context.middleware.js';

@Module({
  controllers: [CustomersController],
  providers: [
    CustomersService,
    {
      provide: MikroORM,
      useFactory: () =>
        MikroORM.init({
          entities: [Customer, Order],
          clientUrl: process.env['BENCH_DATABASE'] ?? '',
          pool: { max: 8 },
        }),
    },
    { provide: EntityManager, inject: [MikroORM], useFactory: (orm: MikroORM) => orm.em },
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

import { Module } from '@nestjs/common';
import { AuthModule } from '@loopnest/auth';
import { ModelsModule } from '@loopnest/models';
import { join } from 'node:path';
import { AccountModule } from './account/account.module.js';
import { CoffeeShopsModule } from './coffee-shops/coffee-shops.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DATABASE, type DatabaseSettings } from './database/database.js';
import { HomeModule } from './home/home.module.js';
import { ReviewersModule } from './reviewers/reviewers.module.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { SeedModule } from './seed/seed.module.js';

@Module({
  imports: [
    ModelsModule.forRootAsync({
      imports: [DatabaseModule],
      inject: [DATABASE],
      // The package's directory, whether this runs from src/ or from dist/.
      useFactory: (db: DatabaseSettings) => ({ root: join(import.meta.dirname, '..'), dataSources: { db } }),
    }),
    // Asks the rules of the models, and what @Roles() says on ordinary controllers.
    AuthModule.forRoot({ dataSource: 'db' }),
    AccountModule,
    CoffeeShopsModule,
    ReviewersModule,
    ReviewsModule,
    SeedModule,
    HomeModule,
  ],
})
export class AppModule {}

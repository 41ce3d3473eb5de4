import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { join } from 'node:path';
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
    CoffeeShopsModule,
    ReviewersModule,
    ReviewsModule,
    SeedModule,
    HomeModule,
  ],
})
export class AppModule {}

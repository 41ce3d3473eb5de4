import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { SeedService } from './seed.service.js';

@Module({
  imports: [ModelsModule.forFeature(['CoffeeShop', 'Reviewer', 'Review', 'Role'])],
  providers: [SeedService],
})
export class SeedModule {}

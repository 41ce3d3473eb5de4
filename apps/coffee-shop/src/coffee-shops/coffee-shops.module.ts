import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { CoffeeShopsController } from './coffee-shops.controller.js';
import { CoffeeShopsService } from './coffee-shops.service.js';

@Module({
  imports: [ModelsModule.forFeature(['CoffeeShop', 'Review'])],
  controllers: [CoffeeShopsController],
  providers: [CoffeeShopsService],
  exports: [CoffeeShopsService],
})
export class CoffeeShopsModule {}

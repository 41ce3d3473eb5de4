import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { AccountController } from './account.controller.js';

@Module({
  imports: [ModelsModule.forFeature(['Role', 'CoffeeShop'])],
  controllers: [AccountController],
})
export class AccountModule {}

import { Module } from '@nestjs/common';
import { CoffeeShopsModule } from '../coffee-shops/coffee-shops.module.js';
import { HomeController } from './home.controller.js';

@Module({ imports: [CoffeeShopsModule], controllers: [HomeController] })
export class HomeModule {}

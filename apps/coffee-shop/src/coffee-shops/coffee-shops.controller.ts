import { Controller, Get, Query } from '@nestjs/common';
import { CoffeeShopsService, type RankedShop } from './coffee-shops.service.js';

/** An ordinary controller, beside the generated one below /api/CoffeeShops. */
@Controller('coffee-shops')
export class CoffeeShopsController {
  constructor(private readonly coffeeShops: CoffeeShopsService) {}

  @Get('ranking')
  ranking(@Query('city') city?: string): Promise<RankedShop[]> {
    return this.coffeeShops.ranking(city);
  }
}

import { wrap } from '@mikro-orm/core';
import { Body, Controller, Get, HttpCode, Inject, Param, ParseIntPipe, Patch, Post, Query } from '@nestjs/common';
import { type CustomerFilter, type CustomerWhere, FilterPipe, WherePipe } from './customer-filter.js';
import type { CustomerChanges, CustomerValues } from './customer-values.js';
import type { Customer, Order } from './customer.entity.js';
import { CustomersService } from './customers.service.js';

@Controller('Customers')
export class CustomersController {
  constructor(@Inject(CustomersService) private readonly customers: CustomersService) {}

  @Get()
  find(@Query('filter', FilterPipe) filter: CustomerFilter): Promise<Customer[]> {
    return this.customers.find(filter);
  }

  @Get('count')
  async count(@Query('where', WherePipe) where: CustomerWhere): Promise<{ count: number }> {
    return { count: await this.customers.count(where) };
  }

  @Get(':id')
  get(@Param('id', ParseIntPipe) id: number): Promise<Customer> {
    return this.customers.get(id);
  }

  @Get(':id/orders')
  orders(@Param('id', ParseIntPipe) id: number): Promise<Order[]> {
    return this.customers.orders(id);
  }

  @Post()
  @HttpCode(200)
  async create(@Body() values: CustomerValues): Promise<object> {
    // A new customer shows its empty list of orders, one that was found does not.
    return wrap(await this.customers.create(values)).toObject(['orders']);
  }

  @Patch(':id')
  update(@Param('id', ParseIntPipe) id: number, @Body() values: CustomerChanges): Promise<Customer> {
    return this.customers.update(id, values);
  }
}

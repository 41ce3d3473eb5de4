import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { CustomerFilter, CustomerWhere } from './customer-filter.js';
import { Customer, type Order } from './customer.entity.js';
import type { CustomerChanges, CustomerValues } from './customer-values.js';

@Injectable()
export class CustomersService {
  constructor(@Inject(EntityManager) private readonly em: EntityManager) {}

  find({ where, order, limit, include }: CustomerFilter): Promise<Customer[]> {
    return this.em.find(Customer, where, {
      populate: include,
      orderBy: order,
      ...(limit === undefined ? {} : { limit }),
    });
  }

  async orders(id: number): Promise<Order[]> {
    const customer = await this.em.findOne(Customer, id, { populate: ['orders'] });
    if (customer === null) throw new NotFoundException(`Unknown customer ${id}`);
    return customer.orders.getItems();
  }

  async get(id: number): Promise<Customer> {
    const customer = await this.em.findOne(Customer, id);
    if (customer === null) throw new NotFoundException(`Unknown customer ${id}`);
    return customer;
  }

  count(where: CustomerWhere): Promise<number> {
    return this.em.count(Customer, where);
  }

  async create(values: CustomerValues): Promise<Customer> {
    const customer = this.em.create(Customer, values);
    await this.em.persist(customer).flush();
    return customer;
  }

  async update(id: number, values: CustomerChanges): Promise<Customer> {
    const customer = await this.get(id);
    this.em.assign(customer, values);
    await this.em.flush();
    return customer;
  }
}

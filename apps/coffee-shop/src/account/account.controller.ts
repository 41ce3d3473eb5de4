import { Controller, Get } from '@nestjs/common';
import { CurrentUser, type RoleClass, Roles } from '@loopnest/auth';
import { InjectModel, type ModelClass, type ModelInstance } from '@loopnest/models';
import type { CoffeeShop } from '../coffee-shops/coffee-shop.js';
import type { Reviewer } from '../reviewers/reviewer.js';

/** Who is logged in, and what the rules say of him. */
export interface Account {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Landlords of the coffee shops, for the one who asks. */
export interface Landlords {
  readonly for: string;
  readonly phones: Readonly<Record<string, string>>;
}

/** Routes of an ordinary controller that ask who is there: no model stands behind them. */
@Controller()
export class AccountController {
  constructor(
    @InjectModel('Role') private readonly Role: RoleClass,
    @InjectModel('CoffeeShop') private readonly CoffeeShop: ModelClass<CoffeeShop>,
  ) {}

  @Roles('$authenticated')
  @Get('account')
  async show(@CurrentUser() { id, name }: ModelInstance<Reviewer>): Promise<Account> {
    const principal = { principalType: 'USER', principalId: id };
    const roles = await this.Role.getRoles(principal, { returnOnlyRoleNames: true });
    return { id, name, roles: roles.filter((role) => !role.startsWith('$')).toSorted() };
  }

  /** What the model hides from all of its routes. */
  @Roles('manager', 'admin')
  @Get('landlords')
  async landlords(@CurrentUser() user: ModelInstance<Reviewer>): Promise<Landlords> {
    const shops = await this.CoffeeShop.find({ where: { landlordPhone: { neq: null } }, order: 'name' });
    const phones = shops.map(({ name, landlordPhone }) => [name, landlordPhone ?? ''] as const);
    return { for: user.name, phones: Object.fromEntries(phones) };
  }
}

import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { RoleClass } from '@loopnest/auth';
import { InjectModel, type ModelClass, type ModelInstance } from '@loopnest/models';
import type { CoffeeShop } from '../coffee-shops/coffee-shop.js';
import type { Reviewer } from '../reviewers/reviewer.js';
import type { Review } from '../reviews/review.js';
import { REVIEWS, SHOPS } from './seed-data.js';
import { SEED_PASSWORD, SEED_USERS } from './seed-users.js';

/** Fills an empty database, once: where there is anything at all, nothing is written. */
@Injectable()
export class SeedService implements OnApplicationBootstrap {
  constructor(
    @InjectModel('CoffeeShop') private readonly CoffeeShop: ModelClass<CoffeeShop>,
    @InjectModel('Reviewer') private readonly Reviewer: ModelClass<Reviewer>,
    @InjectModel('Review') private readonly Review: ModelClass<Review>,
    @InjectModel('Role') private readonly Role: RoleClass,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const counts = await Promise.all([this.CoffeeShop.count(), this.Reviewer.count(), this.Review.count()]);
    if (counts.some((count) => count > 0)) return;
    const shops = await inOrder(SHOPS, (shop) => this.CoffeeShop.create(shop));
    const reviewers = await this.createUsers();
    await inOrder(REVIEWS, ({ shop, reviewer, ...review }) =>
      this.Review.create({ ...review, coffeeShopId: idAt(shops, shop), reviewerId: idAt(reviewers, reviewer) }),
    );
    new Logger(SeedService.name).log(
      `Wrote ${SHOPS.length} coffee shops, ${SEED_USERS.length} reviewers and ${REVIEWS.length} reviews`,
    );
  }

  /** The users, each in the static role that the list names. */
  private async createUsers(): Promise<readonly ModelInstance<Reviewer>[]> {
    const users = await inOrder(SEED_USERS, ({ name, email, joined }) =>
      this.Reviewer.create({ name, email, joined, password: SEED_PASSWORD }),
    );
    for (const [name, members] of Map.groupBy(users, (_, index) => SEED_USERS[index]?.role)) {
      if (name === undefined) continue;
      const role = await this.Role.create({ name });
      await role.principals.create(members.map(({ id }) => ({ principalType: 'USER', principalId: String(id) })));
    }
    return users;
  }
}

/** One after the other, so that ids come in the order of the list; `create` with a list makes no such promise. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  create: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await create(item));
  return results;
}

function idAt(instances: readonly { readonly id: number }[], index: number): number {
  const instance = instances[index];
  if (instance === undefined) throw new RangeError(`The seed data have no number ${index}`);
  return instance.id;
}

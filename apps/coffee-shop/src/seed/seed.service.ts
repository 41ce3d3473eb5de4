import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectModel, type ModelClass } from '@loopnest/models';
import type { CoffeeShop } from '../coffee-shops/coffee-shop.js';
import type { Reviewer } from '../reviewers/reviewer.js';
import type { Review } from '../reviews/review.js';
import { REVIEWERS, REVIEWS, SHOPS } from './seed-data.js';

/** Fills an empty database, once: where there is anything at all, nothing is written. */
@Injectable()
export class SeedService implements OnApplicationBootstrap {
  constructor(
    @InjectModel('CoffeeShop') private readonly CoffeeShop: ModelClass<CoffeeShop>,
    @InjectModel('Reviewer') private readonly Reviewer: ModelClass<Reviewer>,
    @InjectModel('Review') private readonly Review: ModelClass<Review>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const counts = await Promise.all([this.CoffeeShop.count(), this.Reviewer.count(), this.Review.count()]);
    if (counts.some((count) => count > 0)) return;
    const shops = await inOrder(SHOPS, (shop) => this.CoffeeShop.create(shop));
    const reviewers = await inOrder(REVIEWERS, (reviewer) => this.Reviewer.create(reviewer));
    await inOrder(REVIEWS, ({ shop, reviewer, ...review }) =>
      this.Review.create({ ...review, coffeeShopId: idAt(shops, shop), reviewerId: idAt(reviewers, reviewer) }),
    );
    new Logger(SeedService.name).log(
      `Wrote ${SHOPS.length} coffee shops, ${REVIEWERS.length} reviewers and ${REVIEWS.length} reviews`,
    );
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

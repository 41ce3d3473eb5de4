import { Injectable } from '@nestjs/common';
import { InjectModel, type ModelClass } from '@loopnest/models';
import type { Review } from '../reviews/review.js';
import type { CoffeeShop } from './coffee-shop.js';

/** A coffee shop with what its reviews say. */
export interface RankedShop {
  readonly id: number;
  readonly name: string;
  readonly city: string | null;
  readonly reviews: number;
  /** `null` where there are no reviews. */
  readonly average: number | null;
}

@Injectable()
export class CoffeeShopsService {
  constructor(
    @InjectModel('CoffeeShop') private readonly CoffeeShop: ModelClass<CoffeeShop>,
    @InjectModel('Review') private readonly Review: ModelClass<Review>,
  ) {}

  /** The shops, of one city or of all, by the average of their reviews: two statements, however many shops there are. */
  async ranking(city?: string): Promise<RankedShop[]> {
    const shops = await this.CoffeeShop.find(city === undefined ? {} : { where: { city } });
    const reviews = await this.Review.find({
      where: { coffeeShopId: { inq: shops.map(({ id }) => id) } },
      fields: ['coffeeShopId', 'rating'],
    });
    const ratings = Map.groupBy(reviews, ({ coffeeShopId }) => coffeeShopId);
    return shops
      .map((shop) => rank(shop, ratings.get(shop.id) ?? []))
      .toSorted((a, b) => (b.average ?? 0) - (a.average ?? 0) || a.name.localeCompare(b.name));
  }
}

function rank({ id, name, city }: CoffeeShop, reviews: readonly Pick<Review, 'rating'>[]): RankedShop {
  const sum = reviews.reduce((total, { rating }) => total + rating, 0);
  const average = reviews.length === 0 ? null : Math.round((sum / reviews.length) * 10) / 10;
  return { id, name, city: city ?? null, reviews: reviews.length, average };
}

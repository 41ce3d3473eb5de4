/** Data of the model Review, as common/models/review.json defines them. */
export interface Review {
  id: number;
  date: Date;
  rating: number;
  comments?: string | null;
  coffeeShopId: number;
  reviewerId: number;
}

/** Data of the model CoffeeShop, as common/models/coffee-shop.json defines them. */
export interface CoffeeShop {
  id: number;
  name: string;
  city?: string | null;
  openedOn?: Date | null;
  rating: number;
  landlordPhone?: string | null;
}

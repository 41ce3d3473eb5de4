/** What the type tests are about. */
export interface Customer {
  id: number;
  name: string;
  vip: boolean;
  born: Date;
  tags: string[];
  address: { city: string };
  note?: string | null;
}

export const SHOPS = [
  { name: 'Bel Café', city: 'Vancouver', openedOn: new Date('2013-05-01'), rating: 4.5, landlordPhone: '555-0101' },
  { name: 'Three Bees Coffee House', city: 'San Mateo', openedOn: new Date('2009-09-12'), rating: 4 },
  {
    name: 'Caffè Artigiano',
    city: 'Vancouver',
    openedOn: new Date('1999-11-20'),
    rating: 3.5,
    landlordPhone: '555-0102',
  },
  { name: 'The Slow Drip', city: 'Portland', openedOn: new Date('2021-02-14') },
];

/** Reviews, with the places of their shop in the list above and of their reviewer in that of users. */
export const REVIEWS = [
  { shop: 0, reviewer: 0, date: new Date('2026-01-10T09:30:00Z'), rating: 5, comments: 'A very good coffee shop.' },
  { shop: 0, reviewer: 1, date: new Date('2026-02-03T15:00:00Z'), rating: 4, comments: 'Fine croissants, few seats.' },
  { shop: 1, reviewer: 0, date: new Date('2026-03-21T11:45:00Z'), rating: 5, comments: 'Quite pleasant.' },
  {
    shop: 1,
    reviewer: 2,
    date: new Date('2026-04-02T08:15:00Z'),
    rating: 3,
    comments: 'Mocha too sweet, even for me.',
  },
  {
    shop: 2,
    reviewer: 1,
    date: new Date('2026-05-17T17:20:00Z'),
    rating: 4,
    comments: 'It was ok. The espresso was better.',
  },
];

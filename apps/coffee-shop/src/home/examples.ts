/** A request to try from the page: all of them are links, so all of them are GETs. */
export interface Example {
  readonly text: string;
  readonly url: string;
}

/** Requests below the path of a model, by its name. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  CoffeeShop: [
    { text: 'All of them', url: '' },
    { text: 'Those in Vancouver, the oldest first', url: filter({ where: { city: 'Vancouver' }, order: 'openedOn' }) },
    { text: 'Names and ratings only', url: filter({ fields: ['name', 'rating'] }) },
    {
      text: 'Two that opened in this century, asked in brackets',
      url: '?filter[where][openedOn][gte]=2000-01-01&filter[limit]=2&filter[order]=openedOn',
    },
    { text: 'The first one', url: '/findOne' },
    { text: 'How many', url: '/count' },
    { text: 'The scope topRated', url: '/topRated' },
    { text: 'Their names: a remote method of a script', url: '/names' },
    { text: 'The reviews of the first one: hasMany', url: '/1/reviews' },
    { text: 'Who reviewed it: hasMany through', url: '/1/reviewers' },
    {
      text: 'All, each with its newest review and its reviewer: include',
      url: filter({
        include: { relation: 'reviews', scope: { order: 'date DESC', limit: 1, include: 'reviewer' } },
      }),
    },
  ],
  Reviewer: [
    { text: 'All of them, without their email', url: '' },
    { text: 'Names with an R, in either case', url: filter({ where: { name: { ilike: '%r%' } } }) },
    { text: 'Their names: a remote method of a provider', url: '/names' },
    { text: 'The one who joined last', url: `/findOne${filter({ order: 'joined DESC' })}` },
    { text: 'How many', url: '/count' },
  ],
  Review: [
    { text: 'The newest first: an overridden method', url: '' },
    { text: 'Below five stars, by rating', url: filter({ where: { rating: { lt: 5 } }, order: 'rating' }) },
    { text: 'The latest: a route of the overriding controller', url: '/latest' },
    { text: 'How many', url: '/count' },
    { text: 'The coffee shop of the first one: belongsTo', url: '/1/coffeeShop' },
    { text: 'An error: no such id', url: '/9999' },
  ],
};

/** A request to try as whoever is logged in. */
export interface Try {
  readonly text: string;
  /** Who may. */
  readonly allowed: string;
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** Requests that the rules let some people make, and others not. */
export const TRIES: readonly Try[] = [
  {
    text: 'Write a review of Bel Café',
    allowed: 'critics; it is theirs',
    verb: 'POST',
    path: '/api/Reviews',
    body: { coffeeShopId: 1, rating: 4, comments: 'Tried from the page.' },
  },
  {
    text: 'Change a review of Rita’s',
    allowed: 'Rita, who owns it, and admins',
    verb: 'PATCH',
    path: '/api/Reviews/2',
    body: { comments: 'Fine croissants, few seats. Still.' },
  },
  {
    text: 'Move The Slow Drip to Seattle',
    allowed: 'managers and admins',
    verb: 'PATCH',
    path: '/api/CoffeeShops/4',
    body: { city: 'Seattle' },
  },
  {
    text: 'Delete The Slow Drip',
    allowed: 'admins',
    verb: 'DELETE',
    path: '/api/CoffeeShops/4',
  },
  {
    text: 'Phone numbers of landlords',
    allowed: 'managers and admins; an ordinary controller',
    verb: 'GET',
    path: '/landlords',
  },
];

/** Requests to the application's ordinary controllers. */
export const OWN_EXAMPLES: readonly Example[] = [
  { text: 'Coffee shops by their reviews', url: '/coffee-shops/ranking' },
  { text: 'Those of Vancouver', url: '/coffee-shops/ranking?city=Vancouver' },
];

function filter(value: object): string {
  return `?filter=${encodeURIComponent(JSON.stringify(value))}`;
}

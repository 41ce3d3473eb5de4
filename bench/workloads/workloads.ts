import type { BenchRequest } from '../load/bench-request.ts';
import { randomSecret } from '../rows/auth-rows.ts';
import { CITIES, CUSTOMERS } from '../rows/row-counts.ts';

/** Requests of one kind, and what the product may cost there. */
export interface Workload {
  readonly name: string;
  /** `random(limit)` is a whole number below the limit. */
  readonly request: (random: (limit: number) => number) => BenchRequest;
  /** Of which application: `acl` has access control. */
  readonly of?: 'acl';
  /** How many requests stand for one of GET by id, so that no workload takes much longer than another. */
  readonly weight: number;
  /** Greatest ratio to the floor on PostgreSQL. */
  readonly target?: number;
  /** Greatest ratio to Nest and MikroORM by hand. */
  readonly byHandTarget: number;
}

const BY_HAND_TARGET = 0.6;
/** By hand the token is looked up and the row is read, as everybody has to. */
const GUARDED_BY_HAND_TARGET = 1;

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'get',
    weight: 1,
    target: 2.1,
    byHandTarget: BY_HAND_TARGET,
    request: (random) => ({ method: 'GET', path: `/api/Customers/${1 + random(CUSTOMERS)}` }),
  },
  {
    name: 'list20',
    weight: 1,
    target: 1.7,
    byHandTarget: BY_HAND_TARGET,
    request: (random) => list(twenty(random)),
  },
  {
    name: 'include20',
    weight: 0.5,
    target: 1.6,
    byHandTarget: 0.333,
    request: (random) => list({ ...twenty(random), include: 'orders' }),
  },
  {
    name: 'nested',
    weight: 1,
    byHandTarget: BY_HAND_TARGET,
    request: (random) => ({ method: 'GET', path: `/api/Customers/${1 + random(CUSTOMERS)}/orders` }),
  },
  {
    name: 'list1000',
    weight: 0.05,
    target: 1.25,
    byHandTarget: BY_HAND_TARGET,
    request: () => list({ limit: 1000 }),
  },
  {
    name: 'count',
    weight: 1,
    target: 2.3,
    byHandTarget: BY_HAND_TARGET,
    request: (random) => {
      const where = JSON.stringify({ city: `City ${random(CITIES)}`, vip: random(2) === 1 });
      return { method: 'GET', path: `/api/Customers/count?where=${encodeURIComponent(where)}` };
    },
  },
  { name: 'create', weight: 0.75, target: 2.7, byHandTarget: BY_HAND_TARGET, request: create },
  {
    name: 'patch',
    weight: 0.75,
    target: 2.7,
    byHandTarget: BY_HAND_TARGET,
    request: (random) => ({
      method: 'PATCH',
      path: `/api/Customers/${1 + random(CUSTOMERS)}`,
      body: JSON.stringify({ credit: random(100_000) / 100 }),
    }),
  },
  {
    name: 'acl-get',
    of: 'acl',
    weight: 1,
    target: 2.2,
    byHandTarget: GUARDED_BY_HAND_TARGET,
    request: (random) => ({
      method: 'GET',
      path: `/api/Customers/${1 + random(CUSTOMERS)}`,
      authorization: randomSecret(random),
    }),
  },
];

function twenty(random: (limit: number) => number): object {
  return { where: { city: `City ${random(CITIES)}`, age: { gt: 20 + random(20) } }, order: 'name', limit: 20 };
}

function list(filter: object): BenchRequest {
  return { method: 'GET', path: `/api/Customers?filter=${encodeURIComponent(JSON.stringify(filter))}` };
}

/** In a city of their own, so that no other answer changes. */
function create(random: (limit: number) => number): BenchRequest {
  const number = random(1_000_000);
  const body = {
    name: `Created ${number}`,
    email: `created${number}@example.com`,
    age: 18 + random(60),
    vip: random(2) === 1,
    joined: new Date(1.6e12 + 1000 * number).toISOString(),
    city: 'New City',
    country: `Country ${random(20)}`,
    credit: random(100_000) / 100,
    notes: `A note about customer ${number}`,
  };
  return { method: 'POST', path: '/api/Customers', body: JSON.stringify(body) };
}

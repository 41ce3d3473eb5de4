import { isoPool } from './iso-pool.ts';
import { serveFloor } from './serve-floor.ts';

/*
 * The floor on PostgreSQL: what the platform costs. Nobody would want to maintain this: it serves what the workloads ask for
 * and nothing else.
 */

const COLUMNS = 'id, name, email, age, vip, joined, city, country, credit, notes';
const GET = `SELECT ${COLUMNS} FROM customer WHERE id = $1`;
const LIST = `SELECT ${COLUMNS} FROM customer ORDER BY id LIMIT $1`;
const LIST_OF_CITY = `SELECT ${COLUMNS} FROM customer WHERE city = $1 AND age > $2 ORDER BY name LIMIT $3`;
const COUNT = 'SELECT count(*)::int AS count FROM customer WHERE city = $1 AND vip = $2';
const CREATE = `INSERT INTO customer (name, email, age, vip, joined, city, country, credit, notes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`;
const PATCH = `UPDATE customer SET credit = $2 WHERE id = $1 RETURNING ${COLUMNS}`;

const ORDER_COLUMNS = 'id, description, total, placed, status, customerid AS "customerId"';
const ORDERS = `SELECT o.id, description, total, placed, status, customerid AS "customerId"
  FROM customer c LEFT JOIN "order" o ON o.customerid = c.id WHERE c.id = $1 ORDER BY o.id`;
const ORDERS_OF = `SELECT ${ORDER_COLUMNS} FROM "order" WHERE customerid = ANY ($1) ORDER BY id`;

const NESTED = '/orders';
const FILTER = '/api/Customers?filter=';
const WHERE = '/api/Customers/count?where=';
const ID = '/api/Customers/';

const pool = isoPool();

async function rows(name: string, text: string, values: unknown[]): Promise<unknown[]> {
  return (await pool.query({ name, text, values })).rows;
}

async function list({ where, limit, include }: any): Promise<unknown> {
  if (where === undefined) return rows('list', LIST, [limit]);
  const customers = await rows('listOfCity', LIST_OF_CITY, [where.city, where.age.gt, limit]);
  return include === undefined ? customers : withOrders(customers);
}

async function withOrders(customers: readonly any[]): Promise<unknown> {
  const byId = new Map<number, unknown[]>();
  for (const customer of customers) byId.set(customer.id, (customer.orders = []));
  const orders = await rows('ordersOf', ORDERS_OF, [[...byId.keys()]]);
  for (const order of orders as any[]) byId.get(order.customerId)?.push(order);
  return customers;
}

/** The orders of one customer; a customer without orders is a row of nulls. */
async function nested(id: number): Promise<unknown> {
  const orders = await rows('orders', ORDERS, [id]);
  const [first] = orders as any[];
  return first?.id === null ? [] : first && orders;
}

async function create(body: any): Promise<unknown> {
  const { name, email, age, vip, joined, city, country, credit, notes } = body;
  return (await rows('create', CREATE, [name, email, age, vip, joined, city, country, credit, notes]))[0];
}

async function answer(method: string, url: string, body: any): Promise<unknown> {
  if (method === 'POST') return create(body);
  if (method === 'PATCH') return (await rows('patch', PATCH, [Number(url.slice(ID.length)), body.credit]))[0];
  if (url.startsWith(FILTER)) return list(JSON.parse(decodeURIComponent(url.slice(FILTER.length))));
  if (url.startsWith(WHERE)) {
    const { city, vip } = JSON.parse(decodeURIComponent(url.slice(WHERE.length)));
    return (await rows('count', COUNT, [city, vip]))[0];
  }
  if (url.endsWith(NESTED)) return nested(Number(url.slice(ID.length, -NESTED.length)));
  return (await rows('get', GET, [Number(url.slice(ID.length))]))[0];
}

serveFloor(answer);

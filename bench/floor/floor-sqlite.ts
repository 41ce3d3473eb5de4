import Database from 'better-sqlite3';
import { serveFloor } from './serve-floor.ts';

/* The floor on SQLite: `floor-pg.ts` with prepared statements of `better-sqlite3`. */

const COLUMNS = 'id, name, email, age, vip, joined, city, country, credit, notes';
const ORDER_COLUMNS = 'id, description, total, placed, status, customerid AS customerId';
const NESTED = '/orders';
const FILTER = '/api/Customers?filter=';
const WHERE = '/api/Customers/count?where=';
const ID = '/api/Customers/';

const database = new Database(String(process.env['BENCH_DATABASE']).slice('sqlite:'.length));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const getOne = database.prepare(`SELECT ${COLUMNS} FROM customer WHERE id = ?`);
const listAll = database.prepare(`SELECT ${COLUMNS} FROM customer ORDER BY id LIMIT ?`);
const listOfCity = database.prepare(`SELECT ${COLUMNS} FROM customer WHERE city = ? AND age > ? ORDER BY name LIMIT ?`);
const ordersOfOne = database.prepare(`SELECT o.id, description, total, placed, status, customerid AS customerId
  FROM customer c LEFT JOIN "order" o ON o.customerid = c.id WHERE c.id = ? ORDER BY o.id`);
const ordersOf = database.prepare(
  `SELECT ${ORDER_COLUMNS} FROM "order" WHERE customerid IN (SELECT value FROM json_each(?)) ORDER BY id`,
);
const count = database.prepare('SELECT count(*) AS count FROM customer WHERE city = ? AND vip = ?');
const insert = database.prepare(`INSERT INTO customer (name, email, age, vip, joined, city, country, credit, notes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${COLUMNS}`);
const patch = database.prepare(`UPDATE customer SET credit = ? WHERE id = ? RETURNING ${COLUMNS}`);

/** SQLite has neither booleans nor dates. */
function shown(row: any): unknown {
  if (row === undefined) return undefined;
  row.vip = row.vip === 1;
  row.joined = new Date(row.joined).toISOString();
  return row;
}

function shownOrder(row: any): unknown {
  row.placed = new Date(row.placed).toISOString();
  return row;
}

function create({ name, email, age, vip, joined, city, country, credit, notes }: any): unknown {
  return shown(insert.get(name, email, age, Number(vip), Date.parse(joined), city, country, credit, notes));
}

function list({ where, limit, include }: any): unknown {
  const rows = where === undefined ? listAll.all(limit) : listOfCity.all(where.city, where.age.gt, limit);
  const customers = rows.map(shown);
  return include === undefined ? customers : withOrders(customers);
}

function withOrders(customers: readonly any[]): unknown {
  const byId = new Map<number, unknown[]>();
  for (const customer of customers) byId.set(customer.id, (customer.orders = []));
  const orders = ordersOf.all(JSON.stringify([...byId.keys()]));
  for (const order of orders as any[]) byId.get(order.customerId)?.push(shownOrder(order));
  return customers;
}

/** The orders of one customer; a customer without orders is a row of nulls. */
function nested(id: number): unknown {
  const orders = ordersOfOne.all(id);
  const [first] = orders as any[];
  return first?.id === null ? [] : first && orders.map(shownOrder);
}

function answer(method: string, url: string, body: any): unknown {
  if (method === 'POST') return create(body);
  if (method === 'PATCH') return shown(patch.get(body.credit, Number(url.slice(ID.length))));
  if (url.startsWith(FILTER)) return list(JSON.parse(decodeURIComponent(url.slice(FILTER.length))));
  if (url.startsWith(WHERE)) {
    const { city, vip } = JSON.parse(decodeURIComponent(url.slice(WHERE.length)));
    return count.get(city, Number(vip));
  }
  if (url.endsWith(NESTED)) return nested(Number(url.slice(ID.length, -NESTED.length)));
  return shown(getOne.get(Number(url.slice(ID.length))));
}

serveFloor((method, url, body) => Promise.resolve(answer(method, url, body)));

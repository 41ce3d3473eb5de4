import Database from 'better-sqlite3';
import { serveFloor } from './serve-floor.ts';

/* The floor on SQLite: `floor-pg.ts` with prepared statements of `better-sqlite3`. */

const COLUMNS = 'id, name, email, age, vip, joined, city, country, credit, notes';
const FILTER = '/api/Customers?filter=';
const WHERE = '/api/Customers/count?where=';
const ID = '/api/Customers/';

const database = new Database(String(process.env['BENCH_DATABASE']).slice('sqlite:'.length));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const getOne = database.prepare(`SELECT ${COLUMNS} FROM customer WHERE id = ?`);
const listAll = database.prepare(`SELECT ${COLUMNS} FROM customer ORDER BY id LIMIT ?`);
const listOfCity = database.prepare(`SELECT ${COLUMNS} FROM customer WHERE city = ? AND age > ? ORDER BY name LIMIT ?`);
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

function create({ name, email, age, vip, joined, city, country, credit, notes }: any): unknown {
  return shown(insert.get(name, email, age, Number(vip), Date.parse(joined), city, country, credit, notes));
}

function list({ where, limit }: any): unknown {
  const rows = where === undefined ? listAll.all(limit) : listOfCity.all(where.city, where.age.gt, limit);
  return rows.map(shown);
}

function answer(method: string, url: string, body: any): unknown {
  if (method === 'POST') return create(body);
  if (method === 'PATCH') return shown(patch.get(body.credit, Number(url.slice(ID.length))));
  if (url.startsWith(FILTER)) return list(JSON.parse(decodeURIComponent(url.slice(FILTER.length))));
  if (url.startsWith(WHERE)) {
    const { city, vip } = JSON.parse(decodeURIComponent(url.slice(WHERE.length)));
    return count.get(city, Number(vip));
  }
  return shown(getOne.get(Number(url.slice(ID.length))));
}

serveFloor((method, url, body) => Promise.resolve(answer(method, url, body)));

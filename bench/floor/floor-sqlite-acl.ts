import Database from 'better-sqlite3';
import { serveFloor, UNKNOWN_CALLER } from './serve-floor.ts';
import { isUseless, storedToken } from './stored-token.ts';

/* `floor-pg-acl.ts` with prepared statements of `better-sqlite3`. */

const ID = '/api/Customers/';

const database = new Database(String(process.env['BENCH_DATABASE']).slice('sqlite:'.length));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const findToken = database.prepare(`SELECT id, ttl, scopes, created, userid AS userId FROM accesstoken
  WHERE id = ? AND userid IN (SELECT id FROM "user")`);
const getOne = database.prepare(
  'SELECT id, name, email, age, vip, joined, city, country, credit, notes FROM customer WHERE id = ?',
);

function answer(url: string, secret: string): unknown {
  const token = findToken.get(storedToken(secret));
  if (token === undefined || isUseless(token)) return UNKNOWN_CALLER;
  const row = getOne.get(Number(url.slice(ID.length)));
  // SQLite has neither booleans nor dates.
  return row && { ...row, vip: row['vip'] === 1, joined: new Date(Number(row['joined'])).toISOString() };
}

serveFloor((_method, url, _body, secret) => Promise.resolve(answer(url, secret)));

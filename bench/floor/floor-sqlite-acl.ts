import Database from 'better-sqlite3';
import { serveFloor, UNKNOWN_CALLER } from './serve-floor.ts';
import { storedToken } from './stored-token.ts';

/* `floor-pg-acl.ts` with prepared statements of `better-sqlite3`. */

const ID = '/api/Customers/';

const database = new Database(String(process.env['BENCH_DATABASE']).slice('sqlite:'.length));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const findToken = database.prepare(`SELECT userid FROM accesstoken t WHERE id = ? AND created + ttl * 1000 > ?
  AND EXISTS (SELECT 1 FROM "user" u WHERE u.id = t.userid)`);
const getOne = database.prepare(
  'SELECT id, name, email, age, vip, joined, city, country, credit, notes FROM customer WHERE id = ?',
);

function answer(url: string, token: string): unknown {
  if (findToken.get(storedToken(token), Date.now()) === undefined) return UNKNOWN_CALLER;
  const row = getOne.get(Number(url.slice(ID.length)));
  // SQLite has neither booleans nor dates.
  return row && { ...row, vip: row['vip'] === 1, joined: new Date(Number(row['joined'])).toISOString() };
}

serveFloor((_method, url, _body, token) => Promise.resolve(answer(url, token)));

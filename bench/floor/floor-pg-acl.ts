import { isoPool } from './iso-pool.ts';
import { serveFloor, UNKNOWN_CALLER } from './serve-floor.ts';
import { isUseless, storedToken } from './stored-token.ts';

/*
 * `floor-pg.ts` for those who have a token: one statement for it, which has to be of a user and not to have ended, and one for
 * the row: the same two that Loopnest sends.
 */

const TOKEN = `SELECT id, ttl, scopes, created, userid AS "userId" FROM accesstoken
  WHERE id = $1 AND userid IN (SELECT id FROM "user")`;
const GET = 'SELECT id, name, email, age, vip, joined, city, country, credit, notes FROM customer WHERE id = $1';
const ID = '/api/Customers/';

const pool = isoPool();

serveFloor(async (_method, url, _body, secret) => {
  const tokens = await pool.query({ name: 'token', text: TOKEN, values: [storedToken(secret)] });
  const [token] = tokens.rows;
  if (token === undefined || isUseless(token)) return UNKNOWN_CALLER;
  const { rows } = await pool.query({ name: 'get', text: GET, values: [Number(url.slice(ID.length))] });
  return rows[0];
});

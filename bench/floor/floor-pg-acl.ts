import { isoPool } from './iso-pool.ts';
import { serveFloor, UNKNOWN_CALLER } from './serve-floor.ts';
import { storedToken } from './stored-token.ts';

/* `floor-pg.ts` for those who have a token: one statement for it, which has to be of a user and not to have ended, and one for the row. */

const TOKEN = `SELECT userid FROM accesstoken t WHERE id = $1 AND created + ttl * interval '1 second' > now()
  AND EXISTS (SELECT FROM "user" u WHERE u.id = t.userid)`;
const GET = 'SELECT id, name, email, age, vip, joined, city, country, credit, notes FROM customer WHERE id = $1';
const ID = '/api/Customers/';

const pool = isoPool();

serveFloor(async (_method, url, _body, token) => {
  const tokens = await pool.query({ name: 'token', text: TOKEN, values: [storedToken(token)] });
  if (tokens.rows.length === 0) return UNKNOWN_CALLER;
  const { rows } = await pool.query({ name: 'get', text: GET, values: [Number(url.slice(ID.length))] });
  return rows[0];
});

import { authRows } from './auth-rows.ts';
import { CITIES, CUSTOMERS, ORDERS } from './row-counts.ts';

/** The tables as Loopnest makes them from `app/` and `app-acl/`, with rows that are the same in every run. */
export const POSTGRES_ROWS = `
  CREATE TABLE customer (
    id SERIAL PRIMARY KEY, name TEXT NOT NULL, email TEXT, age DOUBLE PRECISION, vip BOOLEAN,
    joined TIMESTAMP WITH TIME ZONE, city TEXT, country TEXT, credit DOUBLE PRECISION, notes TEXT);
  CREATE TABLE "order" (
    id SERIAL PRIMARY KEY, description TEXT NOT NULL, total DOUBLE PRECISION,
    placed TIMESTAMP WITH TIME ZONE, status TEXT, customerid INTEGER);
  INSERT INTO customer (name, email, age, vip, joined, city, country, credit, notes)
    SELECT 'Customer ' || lpad((n * 7919 % ${CUSTOMERS})::text, 5, '0'), 'customer' || n || '@example.com',
      18 + n * 31 / ${CITIES} % 60, n / ${CITIES} % 5 = 0, timestamptz '2015-01-01 00:00:00.123Z' + n * interval '61 minutes',
      'City ' || n % ${CITIES}, 'Country ' || n % 20, (n * 37 % 100000) / 100.0, 'A note about customer ' || n || repeat(', and more', 5)
    FROM generate_series(1, ${CUSTOMERS}) AS n;
  INSERT INTO "order" (description, total, placed, status, customerid)
    SELECT 'Order ' || n, (n * 71 % 50000) / 100.0, timestamptz '2016-01-01 00:00:00.456Z' + n * interval '7 minutes',
      (ARRAY['new', 'paid', 'sent', 'done'])[1 + n % 4], 1 + n % ${CUSTOMERS}
    FROM generate_series(1, ${ORDERS}) AS n;
  CREATE INDEX customer_city_idx ON customer (city);
  CREATE INDEX order_customerid_idx ON "order" (customerid);
  CREATE TABLE "user" (
    id SERIAL PRIMARY KEY, realm TEXT, username TEXT UNIQUE, password TEXT NOT NULL, email TEXT NOT NULL UNIQUE,
    emailverified BOOLEAN, verificationtoken TEXT);
  CREATE TABLE accesstoken (
    id TEXT PRIMARY KEY, ttl DOUBLE PRECISION DEFAULT 1209600, scopes TEXT, created TIMESTAMP WITH TIME ZONE, userid INTEGER);
  CREATE TABLE acl (
    id SERIAL PRIMARY KEY, model TEXT, property TEXT DEFAULT '*', accesstype TEXT DEFAULT '*', permission TEXT,
    principaltype TEXT, principalid TEXT);
  CREATE TABLE role (
    id SERIAL PRIMARY KEY, name TEXT NOT NULL, description TEXT, created TIMESTAMP WITH TIME ZONE,
    modified TIMESTAMP WITH TIME ZONE);
  CREATE TABLE rolemapping (id SERIAL PRIMARY KEY, principaltype TEXT, principalid TEXT, roleid INTEGER);
  CREATE INDEX accesstoken_userid_idx ON accesstoken (userid);
  ${authRows((iso) => `timestamptz '${iso}'`)}
`;

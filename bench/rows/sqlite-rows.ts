import { authRows } from './auth-rows.ts';
import { CITIES, CUSTOMERS, ORDERS } from './row-counts.ts';

/** What `POSTGRES_ROWS` makes, for SQLite: dates are milliseconds there. */
export const SQLITE_ROWS = `
  CREATE TABLE "customer" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL, "email" TEXT, "age" DOUBLE PRECISION, "vip" BOOLEAN,
    "joined" datetime, "city" TEXT, "country" TEXT, "credit" DOUBLE PRECISION, "notes" TEXT);
  CREATE TABLE "order" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "description" TEXT NOT NULL, "total" DOUBLE PRECISION,
    "placed" datetime, "status" TEXT, "customerid" DOUBLE PRECISION);
  INSERT INTO customer (name, email, age, vip, joined, city, country, credit, notes)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${CUSTOMERS})
    SELECT 'Customer ' || printf('%05d', n * 7919 % ${CUSTOMERS}), 'customer' || n || '@example.com',
      18 + n * 31 / ${CITIES} % 60, n / ${CITIES} % 5 = 0, 1420070400123 + n * 61 * 60000,
      'City ' || (n % ${CITIES}), 'Country ' || (n % 20), (n * 37 % 100000) / 100.0,
      'A note about customer ' || n || replace(printf('%5s', ''), ' ', ', and more')
    FROM numbers;
  INSERT INTO "order" (description, total, placed, status, customerid)
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${ORDERS})
    SELECT 'Order ' || n, (n * 71 % 50000) / 100.0, 1451606400456 + n * 7 * 60000,
      CASE n % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'done' END, 1 + n % ${CUSTOMERS}
    FROM numbers;
  CREATE INDEX "customer_city_idx" ON "customer" ("city");
  CREATE INDEX "order_customerid_idx" ON "order" ("customerid");
  CREATE TABLE "user" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "realm" TEXT, "username" TEXT UNIQUE, "password" TEXT NOT NULL,
    "email" TEXT NOT NULL UNIQUE, "emailverified" BOOLEAN, "verificationtoken" TEXT);
  CREATE TABLE "accesstoken" (
    "id" TEXT PRIMARY KEY NOT NULL, "ttl" DOUBLE PRECISION DEFAULT 1209600, "scopes" TEXT, "created" datetime,
    "userid" INTEGER);
  CREATE TABLE "acl" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "model" TEXT, "property" TEXT DEFAULT '*', "accesstype" TEXT DEFAULT '*',
    "permission" TEXT, "principaltype" TEXT, "principalid" TEXT);
  CREATE TABLE "role" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL, "description" TEXT, "created" datetime,
    "modified" datetime);
  CREATE TABLE "rolemapping" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT, "principaltype" TEXT, "principalid" TEXT, "roleid" INTEGER);
  CREATE INDEX "accesstoken_userid_idx" ON "accesstoken" ("userid");
  ${authRows((iso) => String(Date.parse(iso)))}
`;

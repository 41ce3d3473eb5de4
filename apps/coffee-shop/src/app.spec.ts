import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../test/support/databases.js';
import { AppModule } from './app.module.js';
import { DATABASE, type DatabaseSettings } from './database/database.js';
import { SEED_PASSWORD, SEED_USERS } from './seed/seed-users.js';

describe.each(testDatabases())('the coffee shops on $name', (database) => {
  let created: CreatedDatabase | undefined;
  let app: INestApplication | undefined;

  async function open(): Promise<INestApplication> {
    created ??= await database.create({ storage: 'file' });
    const settings: DatabaseSettings =
      database.name === 'sqlite'
        ? { connector: 'sqlite', file: created.url.slice('sqlite:'.length) }
        : { connector: 'postgresql', url: created.url };
    const testing = Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(DATABASE)
      .useValue(settings);
    app = (await testing.compile()).createNestApplication({ logger: false });
    return app.init();
  }

  async function start() {
    return request((await open()).getHttpServer());
  }

  type Client = Awaited<ReturnType<typeof start>>;

  /** Logs somebody in whom the application was born with; gives what his requests carry. */
  async function logIn(http: Client, name: string): Promise<{ Authorization: string }> {
    const credentials = { email: `${name}@example.com`, password: SEED_PASSWORD };
    const login = await http.post('/api/Reviewers/login').send(credentials).expect(200);
    return { Authorization: login.body.id };
  }

  afterEach(async () => {
    await app?.close();
    await created?.drop();
    [app, created] = [undefined, undefined];
  });

  it('shows a page with links that all work', async () => {
    const http = await start();
    const page = await http.get('/').expect(200).expect('Content-Type', /html/);
    const links = [...page.text.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&#38;', '&'));
    expect(page.text).toContain('Three Bees Coffee House');
    expect(links.length).toBeGreaterThan(15);
    for (const link of links) await http.get(link).expect(link.endsWith('/9999') ? 404 : 200);
  });

  it('lets its page load and send nothing but its own', async () => {
    const http = await start();
    const page = await http.get('/').expect(200);
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.text).not.toMatch(/ on\w+=|<style|<script(?! src="\/home\.js")/);
    await http
      .get('/home.js')
      .expect(200)
      .expect('Content-Type', /^text\/javascript/);
    await http
      .get('/home.css')
      .expect(200)
      .expect('Content-Type', /^text\/css/);
  });

  it('tells on its page, and in its README, who may log in', async () => {
    const http = await start();
    const page = await http.get('/').expect(200);
    const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
    expect(readme).toContain(`the password \`${SEED_PASSWORD}\``);
    for (const { email, role } of SEED_USERS) {
      expect(page.text).toContain(`data-email="${email}" data-password="${SEED_PASSWORD}"`);
      expect(readme).toMatch(new RegExp(`^\\|.*\`${email}\`.*\\| \`${role}\``, 'm'));
    }
  });

  it('escapes what clients have written on its page', async () => {
    const http = await start();
    const manager = await logIn(http, 'mia');
    await http.post('/api/CoffeeShops').set(manager).send({ name: '<script>alert("1")</script>' }).expect(200);
    const page = await http.get('/').expect(200);
    expect(page.text).toContain('&#60;script&#62;alert');
    expect(page.text).not.toContain('<script>');
  });

  it('serves the models over REST, without hidden properties', async () => {
    const http = await start();
    const created = await http
      .post('/api/CoffeeShops')
      .set(await logIn(http, 'mia'))
      .send({ name: 'Hidden Beans', landlordPhone: '555-0199' })
      .expect(200);
    expect(created.body).toEqual({ id: created.body.id, name: 'Hidden Beans', rating: 3 });
    const found = await http.get(`/api/CoffeeShops/${created.body.id}`).expect(200);
    expect(found.body).toEqual({ ...created.body, city: null, openedOn: null });
    const reviewers = await http.get('/api/Reviewers').expect(200);
    expect(Object.keys(reviewers.body[0])).toEqual(['name', 'joined', 'id']);
  });

  it('refuses what is not valid, as LoopBack does', async () => {
    const http = await start();
    const manager = await logIn(http, 'mia');
    const answer = await http.post('/api/CoffeeShops').set(manager).send({ name: '', stars: 5 }).expect(422);
    expect(answer.body.error).toMatchObject({
      name: 'ValidationError',
      details: { context: 'CoffeeShop', codes: { name: ['presence'], stars: ['unknown-property'] } },
    });
  });

  it('serves the scope topRated', async () => {
    const http = await start();
    const topRated = await http.get('/api/CoffeeShops/topRated').expect(200);
    expect(topRated.body.map((shop: { name: string }) => shop.name)).toEqual(['Bel Café', 'Three Bees Coffee House']);
    await http.get('/api/CoffeeShops/topRated/count').expect(200, { count: 2 });
  });

  it('does the same by a script and by a provider', async () => {
    const http = await start();
    const admin = await logIn(http, 'ada');
    const effects = async (path: string, more: object) => {
      const made = await http
        .post(path)
        .set(admin)
        .send({ name: '  Aunt \t Bea ', ...more })
        .expect(200);
      const changed = await http.patch(`${path}/${made.body.id}`).set(admin).send({ name: 'A\n\nB' }).expect(200);
      const many = await http
        .post(`${path}/update?where={"id":${made.body.id}}`)
        .set(admin)
        .send({ name: ' A  C ' })
        .expect(200);
      const stored = await http.get(`${path}/${made.body.id}`).expect(200);
      const first = await http.get(`${path}/names?limit=1`).expect(200);
      const wrong = await http.get(`${path}/names?limit=x`).expect(400);
      return [made, changed, stored].map(({ body }) => body.name).concat(many.body, first.body, wrong.body);
    };
    const byScript = await effects('/api/CoffeeShops', {});
    expect(byScript.slice(0, 5)).toEqual(['Aunt Bea', 'A B', 'A C', { count: 1 }, { names: ['A C'] }]);
    expect(await effects('/api/Reviewers', { email: 'bea@example.com', password: 'tea-please' })).toEqual(byScript);
  });

  it('lists reviews with the overridden method, and keeps the generated ones', async () => {
    const http = await start();
    const ids = async (path: string) =>
      (await http.get(path).expect(200)).body.map((review: { id: number }) => review.id);
    await http.get('/api/Reviewers').expect(200);
    expect(await ids('/api/Reviews')).toEqual([5, 4, 3, 2, 1]);
    expect(await ids('/api/Reviews?filter[order]=id')).toEqual([1, 2, 3, 4, 5]);
    await http.get('/api/Reviews/count').expect(200, { count: 5 });
    const latest = await http.get('/api/Reviews/latest').expect(200);
    expect(latest.body).toMatchObject({ id: 5, date: '2026-05-17T17:20:00.000Z' });
  });

  it('has the models injected in an ordinary controller', async () => {
    const http = await start();
    const ranking = await http.get('/coffee-shops/ranking').query({ city: 'Vancouver' }).expect(200);
    expect(ranking.body).toEqual([
      { id: 1, name: 'Bel Café', city: 'Vancouver', reviews: 2, average: 4.5 },
      { id: 3, name: 'Caffè Artigiano', city: 'Vancouver', reviews: 1, average: 4 },
    ]);
  });

  it('has an ordinary controller in the place of a generated route', async () => {
    const http = await start();
    const admin = await logIn(http, 'ada');
    await http.delete('/api/Reviewers/1').set(admin).expect(409);
    const ida = { name: 'Ida Idle', email: 'ida@example.com', password: 'idle-hands' };
    const idle = await http.post('/api/Reviewers').send(ida).expect(200);
    await http.delete(`/api/Reviewers/${idle.body.id}`).expect(401);
    await http
      .delete(`/api/Reviewers/${idle.body.id}`)
      .set(await logIn(http, 'mia'))
      .expect(403);
    await http.delete(`/api/Reviewers/${idle.body.id}`).set(admin).expect(200, { count: 1 });
    await http.get('/api/Reviewers/count').expect(200, { count: 5 });
  });

  it('logs in and out, and says who is there', async () => {
    const http = await start();
    await http.get('/account').expect(401);
    await http.post('/api/Reviewers/login').send({ email: 'rita@example.com', password: 'tea' }).expect(401);
    const rita = await logIn(http, 'rita');
    await http
      .get('/account')
      .set(rita)
      .expect(200, { id: 2, name: 'Rita Ristretto', roles: ['critic'] });
    await http.post('/api/Reviewers/logout').set(rita).expect(204);
    await http.get('/account').set(rita).expect(401);
  });

  it('lets critics write reviews, which are theirs whatever they say', async () => {
    const http = await start();
    const review = { coffeeShopId: 4, rating: 5, reviewerId: 1 };
    await http.post('/api/Reviews').send(review).expect(401);
    await http
      .post('/api/Reviews')
      .set(await logIn(http, 'mia'))
      .send(review)
      .expect(403);
    const rita = await logIn(http, 'rita');
    const direct = await http.post('/api/Reviews').set(rita).send(review).expect(200);
    const related = await http.post('/api/CoffeeShops/4/reviews').set(rita).send(review).expect(200);
    expect([direct.body.reviewerId, related.body.reviewerId]).toEqual([2, 2]);
  });

  it('lets reviews be changed by who owns them, who cannot give them away', async () => {
    const http = await start();
    const [rita, foo] = [await logIn(http, 'rita'), await logIn(http, 'foo')];
    const changed = await http.patch('/api/Reviews/2').set(rita).send({ rating: 2 }).expect(200);
    expect(changed.body).toMatchObject({ id: 2, rating: 2, reviewerId: 2 });
    await http.patch('/api/Reviews/2').set(foo).send({ rating: 5 }).expect(403);
    await http.patch('/api/Reviews/2').set(rita).send({ reviewerId: 1 }).expect(403);
    await http.delete('/api/Reviews/2').set(rita).expect(403);
    await http
      .delete('/api/Reviews/2')
      .set(await logIn(http, 'ada'))
      .expect(200, { count: 1 });
  });

  it('lets shops be changed by managers, and deleted by admins', async () => {
    const http = await start();
    const [manager, critic, admin] = [await logIn(http, 'mia'), await logIn(http, 'rita'), await logIn(http, 'ada')];
    await http.patch('/api/CoffeeShops/4').set(critic).send({ city: 'Seattle' }).expect(403);
    await http.patch('/api/CoffeeShops/4').set(manager).send({ city: 'Seattle' }).expect(200);
    await http.delete('/api/CoffeeShops/4').set(manager).expect(403);
    await http.delete('/api/CoffeeShops/topRated').set(manager).expect(403);
    await http.delete('/api/CoffeeShops/1/reviews').set(manager).expect(403);
    await http.delete('/api/CoffeeShops/4').set(admin).expect(200, { count: 1 });
  });

  it('keeps what users do not tell everybody', async () => {
    const http = await start();
    const found = await http.get('/api/Reviewers/2').expect(200);
    expect(Object.keys(found.body)).toEqual(['name', 'joined', 'id']);
    await http.get('/api/Reviewers/2/accessTokens').expect(401);
    await http.get('/api/Reviewers?filter[where][email]=rita@example.com').expect(400);
    await http.patch('/api/Reviewers/2').send({ name: 'Nobody' }).expect(401);
    await http.get('/api/Roles').expect(404);
  });

  it('asks for roles on a route of an ordinary controller', async () => {
    const http = await start();
    await http.get('/landlords').expect(401);
    await http
      .get('/landlords')
      .set(await logIn(http, 'rita'))
      .expect(403);
    await http
      .get('/landlords')
      .set(await logIn(http, 'mia'))
      .expect(200, { for: 'Mia Macchiato', phones: { 'Bel Café': '555-0101', 'Caffè Artigiano': '555-0102' } });
  });

  it('keeps its data when it is started again, and seeds them once', async () => {
    const first = await start();
    const admin = await logIn(first, 'ada');
    await first.post('/api/CoffeeShops').set(admin).send({ name: 'Second Cup' }).expect(200);
    await first.delete('/api/CoffeeShops/4').set(admin).expect(200);
    await app?.close();
    const second = await start();
    const shops = await second.get('/api/CoffeeShops?filter[fields]=id').expect(200);
    expect(shops.body).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 5 }]);
    await second.get('/api/Reviews/count').expect(200, { count: 5 });
    await second
      .get('/account')
      .set(admin)
      .expect(200, { id: 5, name: 'Ada Americano', roles: ['admin'] });
  });
});

describe('the database of the coffee shops', () => {
  it('is the file of server/datasources.json unless DATABASE_URL names another', async () => {
    const { chooseDatabase } = await import('./database/database.js');
    expect(chooseDatabase(undefined)).toEqual({});
    expect(chooseDatabase('postgresql://db/shops')).toEqual({ connector: 'postgresql', url: 'postgresql://db/shops' });
  });
});

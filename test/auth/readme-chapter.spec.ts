import { auth } from '@loopnest/auth';
import { createApplication, createHandler } from '@loopnest/models';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { listen } from '../support/listening.js';
import { type Block, readBlocks, readPage, readRequests } from '../support/readme.js';
import { makeReadmeDirectory, type ReadmeDirectory } from '../support/readme-directory.js';
import { makeShownRequests } from '../support/shown-requests.js';

const PAGE = readPage('README.md', { only: '## Users and access' });
const BLOCKS = readBlocks(PAGE).filter(({ title }) => title !== 'install');
const LOOPBACK = BLOCKS.filter(({ title }) => !title.startsWith('src/'));
const NEST = BLOCKS.filter(({ title }) => !title.endsWith('.js'));

describe.each(testDatabases())("the README's chapter on users and access on $name", (database) => {
  const ends: (() => Promise<unknown>)[] = [];
  let directory: ReadmeDirectory;
  let dataSource: Block;

  beforeEach(async () => {
    vi.stubEnv('EDITOR_PASSWORD', 'eve-secret');
    directory = await makeReadmeDirectory();
    const { url, drop } = await database.create({ storage: 'file' });
    dataSource = { title: 'server/datasources.json', text: JSON.stringify({ db: { connector: database.name, url } }) };
    ends.push(drop, () => directory.remove());
  });

  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
    vi.unstubAllEnvs();
  });

  async function serveByLoopBack(): Promise<string> {
    await directory.write([...LOOPBACK, dataSource]);
    const app = createApplication({
      root: directory.path,
      plugins: [auth()],
      logger: { log() {}, warn() {}, error() {} },
    });
    ends.push(() => app.close());
    await app.start();
    const { url, close } = await listen(express().use('/api', createHandler(app)));
    ends.push(close);
    return url;
  }

  async function serveByNest(): Promise<string> {
    await directory.write([...NEST, dataSource]);
    const { AppModule } = (await import(join(directory.path, 'src/app.module.ts'))) as { AppModule: Type };
    const host = await NestFactory.create(AppModule, { logger: ['error'], abortOnError: false });
    ends.push(() => host.close());
    await host.listen(0, '127.0.0.1');
    return host.getUrl();
  }

  async function ask(url: string, token: string, method = 'GET'): Promise<{ status: number; body: any }> {
    const response = await fetch(url, { method, headers: { Authorization: token } });
    return { status: response.status, body: await response.json() };
  }

  async function logIn(url: string, email: string, password: string): Promise<string> {
    const body = new URLSearchParams({ email, password });
    const response = await fetch(`${url}/api/Members/login`, { method: 'POST', body });
    return ((await response.json()) as { id: string }).id;
  }

  it.each([
    ["LoopBack's", serveByLoopBack],
    ["Nest's", serveByNest],
  ])('answers as it shows, in %s way', async (_, serve) => {
    const url = await serve();
    const requests = readRequests(PAGE);
    expect(requests.length).toBeGreaterThan(6);
    for (const answered of await makeShownRequests(requests, url))
      expect(answered).toEqual({ ...answered, isAsShown: true });
    const eve = await logIn(url, 'eve@example.com', 'eve-secret');
    expect(await ask(`${url}/api/Notes/1`, eve, 'DELETE')).toEqual({ status: 200, body: { count: 1 } });
  });

  it('has routes of its own, in Nest', async () => {
    const url = await serveByNest();
    await makeShownRequests(readRequests(PAGE), url);
    const ada = await logIn(url, 'ada@example.com', 'ada-secret');
    expect(await ask(`${url}/desk/mine`, ada)).toEqual({ status: 200, body: [{ text: 'hi', id: 1, memberId: 2 }] });
    expect((await ask(`${url}/desk/mine`, '')).status).toBe(401);
    expect((await ask(`${url}/desk/count`, ada)).status).toBe(403);
    const eve = await logIn(url, 'eve@example.com', 'eve-secret');
    expect(await ask(`${url}/desk/count`, eve)).toEqual({ status: 200, body: { notes: 1 } });
  });
});

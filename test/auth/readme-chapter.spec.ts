import { auth } from '@loopnest/auth';
import { createApplication, createHandler } from '@loopnest/models';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { readBlocks, readPage, readRequests } from '../support/readme.js';
import { makeShownRequests } from '../support/shown-requests.js';

const PAGE = readPage('README.md', { only: '## Users and access' });
const BLOCKS = readBlocks(PAGE).filter(({ title }) => title !== 'install');
const LOOPBACK = BLOCKS.filter(({ title }) => !title.startsWith('src/'));
const NEST = BLOCKS.filter(({ title }) => title !== 'server/boot/authentication.js' && !title.endsWith('/note.js'));

describe.each(testDatabases())("the README's chapter on users and access on $name", (database) => {
  const ends: (() => Promise<unknown>)[] = [];
  let root = '';
  let dataSource = {};

  beforeEach(async () => {
    vi.stubEnv('EDITOR_PASSWORD', 'eve-secret');
    // Within the repository, where its packages are found by their names.
    root = await mkdtemp(join(import.meta.dirname, '.readme-'));
    const { url, drop } = await database.create({ storage: 'file' });
    dataSource = { connector: database.name, url };
    ends.push(drop, () => rm(root, { recursive: true }));
  });

  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
    vi.unstubAllEnvs();
  });

  async function write(blocks: typeof BLOCKS): Promise<void> {
    const files = [...blocks, { title: 'package.json', text: '{ "private": true }' }];
    for (const { title, text } of files) {
      await mkdir(dirname(join(root, title)), { recursive: true });
      await writeFile(join(root, title), text);
    }
    await writeFile(join(root, 'server/datasources.json'), JSON.stringify({ db: dataSource }));
  }

  async function serveByLoopBack(): Promise<string> {
    await write(LOOPBACK);
    const app = createApplication({ root, plugins: [auth()], logger: { log() {}, warn() {}, error: console.error } });
    ends.push(() => app.close());
    await app.start();
    return listen(createServer(express().use('/api', createHandler(app))));
  }

  async function serveByNest(): Promise<string> {
    await write(NEST);
    const { AppModule } = (await import(join(root, 'src/app.module.ts'))) as { AppModule: Type };
    const host = await NestFactory.create(AppModule, { logger: ['error'], abortOnError: false });
    ends.push(() => host.close());
    await host.listen(0, '127.0.0.1');
    return host.getUrl();
  }

  async function listen(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => server.close());
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
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

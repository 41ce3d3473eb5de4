import { type Application, getApplicationToken, ModelsModule } from '@loopnest/models';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { RestClient } from '../deviations/rest-client.js';
import { jars } from './jars.js';

/** The jars of an application that is served, and a client of it. */
export class TestJars extends RestClient {
  app!: Application;
  private host: INestApplication | undefined;

  async start(): Promise<void> {
    const testing = await Test.createTestingModule({ imports: [ModelsModule.forRoot(jars)] }).compile();
    this.host = testing.createNestApplication();
    await this.host.listen(0, '127.0.0.1');
    this.app = this.host.get<Application>(getApplicationToken());
    this.url = `${await this.host.getUrl()}/api`;
  }

  async close(): Promise<void> {
    await this.host?.close();
  }
}

/** Jars for all tests of a `describe`, empty at the beginning of each. */
export function useJars(): TestJars {
  const served = new TestJars();
  beforeAll(() => served.start());
  beforeEach(() => served.app.dataSources['shelf']?.keyValues.deleteAll('Jar'));
  afterAll(() => served.close());
  return served;
}

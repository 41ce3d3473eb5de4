import { Module, type ModuleMetadata, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { DataSourceSettings } from '@loopnest/models';
import request from 'supertest';
import { afterEach } from 'vitest';
import type { CreatedDatabase, TestDatabase } from '../support/databases.js';

/** How a host is made beside its modules. */
export interface HostOptions extends NestApplicationOptions {
  /** What an application does between its making and its start. */
  readonly setUp?: (host: NestExpressApplication) => void;
  /** `testing`: as tests of applications make it, where the providers come before the server. */
  readonly by?: 'factory' | 'testing';
}

/** The Nest applications of one test, and its database; all are gone after it. */
export class Hosts {
  private readonly hosts: NestExpressApplication[] = [];
  private database: CreatedDatabase | undefined;

  constructor(private readonly kind: TestDatabase) {}

  /** Settings of a data source on the test's database. */
  async dataSource(): Promise<DataSourceSettings> {
    this.database ??= await this.kind.create({ storage: 'file' });
    return { connector: this.kind.name, url: this.database.url };
  }

  async start(metadata: ModuleMetadata, options: HostOptions = {}): Promise<NestExpressApplication> {
    const { setUp, by = 'factory', ...rest } = options;
    const host = by === 'factory' ? await create(metadata, rest) : await createTesting(metadata, rest);
    this.hosts.push(host);
    setUp?.(host);
    return host.init();
  }

  async close(): Promise<void> {
    const hosts = this.hosts.splice(0);
    await Promise.all(hosts.map((host) => host.close()));
    await this.database?.drop();
    this.database = undefined;
  }
}

export function useHosts(database: TestDatabase): Hosts {
  const hosts = new Hosts(database);
  afterEach(() => hosts.close());
  return hosts;
}

/** A client of a host that need not listen. */
export function ask(host: NestExpressApplication) {
  return request(host.getHttpServer());
}

function create(metadata: ModuleMetadata, options: NestApplicationOptions): Promise<NestExpressApplication> {
  class HostModule {}
  Module(metadata)(HostModule);
  return NestFactory.create<NestExpressApplication>(HostModule, { logger: false, abortOnError: false, ...options });
}

async function createTesting(
  metadata: ModuleMetadata,
  options: NestApplicationOptions,
): Promise<NestExpressApplication> {
  const testing = await Test.createTestingModule(metadata).compile();
  return testing.createNestApplication<NestExpressApplication>({ logger: false, ...options });
}

import type { MikroORM } from '@mikro-orm/core';
import type { Connector } from '../connector.js';
import type { AnyConnector } from '../service-connector.js';
import { InvalidConnectorError } from '../invalid-connector.error.js';
import { UnknownConnectorError } from '../unknown-connector.error.js';
import { KvMemoryConnector } from './kv-memory.connector.js';
import { MemoryConnector } from './memory.connector.js';
import { PostgresqlConnector } from './postgresql.connector.js';
import { SqliteConnector } from './sqlite.connector.js';
import { isConnector, toConnector } from './table-free.connector.js';
import { TransientConnector } from './transient.connector.js';

const PREFIX = 'loopback-connector-';

/** The connectors of one application, by name. */
export class ConnectorRegistry {
  readonly #connectors = new Map<string, Connector>();

  /** @param connectors to begin with; by default those that are built in. */
  constructor(connectors: readonly AnyConnector[] = builtInConnectors()) {
    for (const connector of connectors) this.register(connector);
  }

  /**
   * A connector of the same name takes the place of the one before.
   *
   * @param names - by default its own
   */
  register(given: AnyConnector, names?: readonly string[]): this {
    const all = names ?? [given.name, ...(given.aliases ?? [])];
    if (!isConnector(given)) throw new InvalidConnectorError(String(all[0]));
    const connector = toConnector(given);
    for (const name of all) this.#connectors.set(plainName(name), connector);
    return this;
  }

  has(name: string): boolean {
    return this.#connectors.has(plainName(name));
  }

  /** The connector of a name, with or without `loopback-connector-` in front. */
  find(name: string): Connector {
    const connector = this.#connectors.get(plainName(name));
    if (connector === undefined) throw new UnknownConnectorError(name, this.names);
    return connector;
  }

  /** The connector that fits a MikroORM instance of the application's own. */
  findFor(orm: MikroORM): Connector {
    const platform = orm.driver.getPlatform().constructor.name;
    for (const connector of this.#connectors.values()) {
      if (connector.platforms?.includes(platform) === true) return connector;
    }
    throw new UnknownConnectorError(platform, this.names);
  }

  get names(): readonly string[] {
    return [...new Set([...this.#connectors.values()].map(({ name }) => name))];
  }
}

function builtInConnectors(): readonly AnyConnector[] {
  return [
    new MemoryConnector(),
    new SqliteConnector(),
    new PostgresqlConnector(),
    new TransientConnector(),
    new KvMemoryConnector(),
  ];
}

function plainName(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}

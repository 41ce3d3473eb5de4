import { type Connector, ConnectorRegistry, type Executor, type Statement } from '@loopnest/models';

/** What a data source sends to its database, as its executor gets it. */
export class SentStatements {
  readonly #sent: Statement[] = [];

  add(statement: Statement): void {
    this.#sent.push(statement);
  }

  /** Those of one piece of work. */
  async of(work: () => Promise<unknown>): Promise<readonly Statement[]> {
    const before = this.#sent.length;
    await work();
    return this.#sent.slice(before);
  }
}

/** A built-in connector that tells of each statement. */
export function countedConnector(name: string, sent: SentStatements): Connector {
  const connector = new ConnectorRegistry().find(name);
  return new Proxy(connector, {
    get: (target, key) => {
      if (key === 'createExecutor') {
        return async (...opened: Parameters<Connector['createExecutor']>) =>
          counted(await target.createExecutor(...opened), sent);
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function counted(executor: Executor, sent: SentStatements): Executor {
  return new Proxy(executor, {
    get: (target, key) => {
      if (key === 'execute') {
        return (...execution: Parameters<Executor['execute']>) => {
          sent.add(execution[0]);
          return target.execute(...execution);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

import type { Connector } from '../connector.js';
import { TransientDialect } from '../dialects/transient.dialect.js';
import type { Executor } from '../executor.js';
import { TransientExecutor } from '../executors/transient.executor.js';
import { objectId } from '../object-id.js';

/** Stores nothing: what embedded models are attached to, and models that are only received. */
export class TransientConnector implements Connector {
  readonly name: string = 'transient';
  readonly storesData = false;
  readonly generatedId = { type: 'string', make: objectId } as const;

  open(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  createDialect(): TransientDialect {
    return new TransientDialect();
  }

  createExecutor(): Promise<Executor> {
    return Promise.resolve(new TransientExecutor());
  }

  isPrivate(): boolean {
    return true;
  }

  describe(): string {
    return 'nowhere';
  }
}

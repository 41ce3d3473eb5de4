import type { ExecuteResult, Executor, ExecutorTransaction } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';
import { objectId } from '../object-id.js';

/** Answers every statement as a database without rows does. */
export class TransientExecutor implements Executor {
  execute(): Promise<ExecuteResult> {
    return Promise.resolve({ rows: [], affected: 0 });
  }

  begin(): Promise<ExecutorTransaction> {
    return Promise.resolve(new TransientTransaction());
  }
}

class TransientTransaction implements ExecutorTransaction {
  readonly id = objectId();
  active = true;

  commit(): Promise<void> {
    return this.end();
  }

  rollback(): Promise<void> {
    return this.end();
  }

  private end(): Promise<void> {
    if (!this.active) return Promise.reject(new InactiveTransactionError(this.id));
    this.active = false;
    return Promise.resolve();
  }
}

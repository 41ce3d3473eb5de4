/** A statement and its parameters, in the order of the placeholders. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Matches a regular expression, which may take long. */
  readonly matchesPattern?: boolean;
}

/** Options of one execution. */
export interface ExecuteOptions {
  /** Milliseconds after which the database gives up. */
  readonly timeout?: number | undefined;
  /** The open transaction that the statement belongs to (`options.transaction` of the Node API). */
  readonly transaction?: ExecutorTransaction | undefined;
  /** May be answered by a replica. */
  readonly readOnly?: boolean;
  /** Several statements divided by `;`, without parameters and without rows to return: changes of the schema. */
  readonly script?: boolean;
  /** Native SQL of an application: dates are read as `Date`, and the statement is not kept. */
  readonly native?: boolean;
}

/** Rows as the driver reads them (see {@link Dialect.reader}), and how many rows a change touched. */
export interface ExecuteResult {
  readonly rows: Record<string, unknown>[];
  readonly affected: number;
  /** What was done (`UPDATE`), where the driver tells. */
  readonly command?: string | undefined;
}

/** A transaction on a connection of its own. Using it after its end rejects with `The transaction is not active: ID`. */
export interface ExecutorTransaction {
  readonly id: string;
  readonly active: boolean;
  /** Whether it sees what had been committed at its first statement, and nothing later. */
  readonly isSnapshot?: boolean;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /**
   * Ends the statement that is running, where the database can, and refuses all others until the transaction is rolled back.
   * Only where it was begun as `interruptible`.
   */
  interrupt?(): Promise<void>;
}

/** What a transaction is for. */
export interface BeginOptions {
  /**
   * Tables are dropped or made anew in it. SQLite does not enforce constraints meanwhile, nor delete what refers to a dropped
   * table: whoever begins it looks for violations at the end ({@link Dialect.violations}).
   */
  readonly rebuildsTables?: boolean;
  /** It has to end at a certain time, whatever statement is running then. */
  readonly interruptible?: boolean;
}

/** What is told of the notifications on a channel. */
export interface NotificationListener {
  /** Somebody, perhaps another process, has told something. */
  heard(): void;
  /** The connection is lost: nothing is heard any more. */
  lost(): void;
}

/**
 * Runs statements on the pool that MikroORM owns. Statements of which the same text comes again are prepared and named; the
 * list of names is bounded. Driver errors pass as they are: whoever runs a statement translates them.
 */
export interface Executor {
  execute(statement: Statement, options?: ExecuteOptions): Promise<ExecuteResult>;
  /** Levels are written as in SQL (`REPEATABLE READ`); another text rejects. */
  begin(isolationLevel?: string, options?: BeginOptions): Promise<ExecutorTransaction>;
  /**
   * Hears what is told on a channel by all processes that share the database, on a connection of its own. Resolves with what
   * ends it. Only where the database can do that, like {@link notify}.
   */
  listen?(channel: string, listener: NotificationListener): Promise<() => Promise<void>>;
  /** Tells on a channel that something has changed: at once, or when the transaction is committed. */
  notify?(channel: string, transaction?: ExecutorTransaction): Promise<void>;
}

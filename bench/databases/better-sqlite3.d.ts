/** What the benchmark uses of it: the package has no types of its own. */
declare module 'better-sqlite3' {
  interface Statement {
    all(...parameters: unknown[]): Record<string, unknown>[];
    get(...parameters: unknown[]): Record<string, unknown> | undefined;
  }

  class Database {
    constructor(file: string);
    prepare(sql: string): Statement;
    exec(sql: string): this;
    close(): this;
  }

  export { Database as default };
}

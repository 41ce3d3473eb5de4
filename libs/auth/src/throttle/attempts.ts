import { type AnyModel, countUp, type ModelClass } from '@loopnest/models';
import { createHash } from 'node:crypto';

/** What counts against somebody. */
export interface Limited {
  /** What is counted: an account, an address. */
  readonly key: string;
  readonly limit: number;
}

/** What was counted. */
export interface Counted {
  readonly keys: readonly string[];
  /** Seconds; `undefined` where nobody has to wait. */
  readonly waits: number | undefined;
}

interface Row {
  readonly id: string;
  readonly count: number;
  readonly until: number;
}

/** How many calls go by until counters that are over are deleted. */
const CLEANS_AFTER = 200;

/** The counters of one data source. Processes that share it share them. */
export class Attempts {
  private calls = 0;
  private checking: Promise<boolean> | undefined;

  constructor(private readonly model: AnyModel) {}

  /** Whether the counters can be kept: somebody else may be in charge of the tables, and not have made this one. */
  isKept(): Promise<boolean> {
    return (this.checking ??= this.findTable());
  }

  /** What is counted of these already, and how long somebody has to wait who has tried too often. */
  async look(limited: readonly Limited[], now = Date.now()): Promise<Counted> {
    const ids = limited.map(({ key }) => digest(key));
    const rows = (await this.rows.find({ where: { id: { inq: ids } } })) as unknown as readonly Row[];
    const counted = limited.flatMap(({ key, limit }) => {
      const row = rows.find(({ id }) => id === digest(key));
      return row === undefined ? [] : [{ key, until: row.until, isOver: row.until > now && row.count >= limit }];
    });
    const over = counted.filter(({ isOver }) => isOver).map(({ until }) => until - now);
    return {
      keys: counted.map(({ key }) => key),
      waits: over.length === 0 ? undefined : Math.ceil(Math.max(...over) / 1000),
    };
  }

  /** Counts something; gives how often it was counted by now. */
  async count(
    key: string,
    seconds: number,
    now = Date.now(),
  ): Promise<{ readonly count: number; readonly waits: number }> {
    const { count, until } = await countUp(this.model, digest(key), { period: seconds * 1000, now });
    this.calls += 1;
    if (this.calls % CLEANS_AFTER === 0) await this.rows.destroyAll({ until: { lt: now } });
    return { count, waits: Math.max(1, Math.ceil((until - now) / 1000)) };
  }

  async forget(key: string): Promise<void> {
    await this.rows.destroyById(digest(key));
  }

  private async findTable(): Promise<boolean> {
    const { dataSource, modelName, registry } = this.model;
    if (dataSource === undefined || dataSource.settings['autoMigrate'] !== false) return true;
    if (await dataSource.isActual([modelName])) return true;
    const { name } = dataSource;
    registry.warn(`Attempts are not limited: the data source "${name}" has no table of the model "${modelName}"`);
    return false;
  }

  private get rows(): ModelClass<Record<string, unknown>> {
    return this.model as unknown as ModelClass<Record<string, unknown>>;
  }
}

// Nobody's name is kept.
function digest(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('base64url');
}

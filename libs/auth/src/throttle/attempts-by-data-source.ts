import type { AnyModel, DataSource } from '@loopnest/models';
import { attemptModelOf } from './attempt-model.js';
import { Attempts } from './attempts.js';
import { parseRateLimit } from './rate-limit.js';

/** The counters of the data sources of one registry. */
export class AttemptsByDataSource {
  private readonly known = new Map<DataSource, Attempts>();

  /** The counters of the data source of a user model; `undefined` where it limits nothing, or stores nothing. */
  of(users: AnyModel): Attempts | undefined {
    const { dataSource } = users;
    if (dataSource === undefined || parseRateLimit(users.settings['rateLimit']) === undefined) return undefined;
    const known = this.known.get(dataSource);
    if (known !== undefined) return known;
    const model = attemptModelOf(users);
    if (model === undefined) return undefined;
    const made = new Attempts(model);
    this.known.set(dataSource, made);
    return made;
  }
}

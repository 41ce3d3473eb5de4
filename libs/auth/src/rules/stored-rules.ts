import { type AnyModel, type HookContext, type ModelClass, NotificationChannel } from '@loopnest/models';
import { forDecision } from '../access/access-check.error.js';
import type { Asked } from '../access/asked.js';
import type { AuthState } from '../plugin/auth-state.js';
import { ALL, type Rule } from './rule.js';

const CHANNEL = 'loopnest_rules';

/** Milliseconds that rules are kept where another process can change them and not tell. */
const AGE_UNTOLD = 1_000;
/** The same where everybody tells but who writes SQL by hand, and where a lost connection may look like an open one. */
const AGE_TOLD = 60_000;

/** When rows were read. */
export interface RowsRead {
  readonly version: number;
  readonly at: number;
}

/** The rules that are rows of the model of rules: read for a method when it is first asked for, and again when they change. */
export class StoredRules {
  private version = 0;
  private channel: NotificationChannel | undefined;

  constructor(private readonly state: AuthState) {}

  /** Whether there is a table of them. */
  get areUsed(): boolean {
    return this.model.dataSource !== undefined;
  }

  /** Whether it can be read without connecting. */
  get areReady(): boolean {
    return this.model.dataSource?.connected === true;
  }

  /** What is read now. */
  get now(): RowsRead {
    return { version: this.version, at: Date.now() };
  }

  /** Whether what was read then still counts. */
  isCurrent({ version, at }: RowsRead): boolean {
    if (version !== this.version) return false;
    const age = Date.now() - at;
    return age >= 0 && age < (this.channel?.hearsAll === true ? AGE_TOLD : AGE_UNTOLD);
  }

  /** The rows about a method (the chapter on auth, section 5). */
  async find({ model, names, accessType }: Asked): Promise<readonly Rule[]> {
    const types = accessType === 'REPLICATE' ? ['WRITE', accessType, ALL] : [accessType, ALL];
    const rows = await this.read({
      model: { inq: [model, ALL] },
      and: [
        { or: [{ property: { inq: [...names, ALL] } }, { property: null }] },
        { or: [{ accessType: { inq: types } }, { accessType: null }] },
      ],
    });
    return rows.filter(isWhole);
  }

  /** The rows about a model and one principal. */
  async findFor(principalType: string, principalId: string, model: string): Promise<readonly Rule[]> {
    const rows = await this.read({ model: { inq: [model, ALL] }, principalType, principalId });
    return rows.filter(isWhole);
  }

  /** Rows that let in and lack a part: an older application has left them behind, and they are not looked at. */
  async findIncomplete(): Promise<readonly Rule[]> {
    const rows = await this.read({ or: [{ property: null }, { accessType: null }] });
    return rows.filter((row) => !isWhole(row));
  }

  /** Rows have changed, or will have when the transaction ends. */
  async changed({ options }: Pick<HookContext, 'options'>): Promise<void> {
    const { model } = this;
    try {
      await this.channelOf(model).tell(options);
    } catch (error) {
      // A transaction that is broken has to fail. What is stored is stored: the others will see it by its age.
      if (options.transaction !== undefined) throw error;
      model.registry.warn(`Other processes could not be told of changed rules: ${String(error)}`);
    }
  }

  private async read(where: Record<string, unknown>): Promise<readonly Rule[]> {
    const { model } = this;
    this.channelOf(model).open();
    return forDecision((model as unknown as ModelClass).find({ where }) as Promise<readonly Rule[]>);
  }

  private get model(): AnyModel {
    return this.state.modelFor('ACL');
  }

  private channelOf({ dataSource }: AnyModel): NotificationChannel {
    if (dataSource === undefined) throw new Error('The model of rules is attached to no data source');
    if (this.channel?.dataSource !== dataSource) {
      this.channel?.close();
      this.channel = new NotificationChannel(dataSource, CHANNEL, () => void this.version++);
    }
    return this.channel;
  }
}

// Deviation 3: what lacks a part counts as `*` where it denies.
function isWhole({ property, accessType, permission }: Rule): boolean {
  const isIncomplete = [property, accessType].some((part) => part === null || part === undefined);
  return !isIncomplete || permission === 'DENY';
}

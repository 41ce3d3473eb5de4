import type { RemoteContext } from '@loopnest/models';
import type { Attempts } from '../../throttle/attempts.js';
import { addressOf } from '../../throttle/client-address.js';
import { parseRateLimit, type RateLimit } from '../../throttle/rate-limit.js';
import { TooManyRequestsError } from '../../throttle/too-many-requests.error.js';
import type { UserClass } from '../user.js';

/** Seconds in which one mail, or one event, is enough for an account. */
const MAIL_EVERY = 60;

/** Slows guessing at a user model down: what was tried in vain is counted by account and by address. */
export class Throttle {
  /** The accounts of calls that are being served. */
  private readonly accounts = new WeakMap<object, string | undefined>();

  constructor(
    private readonly model: UserClass,
    private readonly attemptsOf: (model: UserClass) => Attempts | undefined,
  ) {}

  /** What is counted already. @throws TooManyRequestsError where too much was tried */
  async check(context: RemoteContext, account: string | undefined): Promise<readonly string[]> {
    this.accounts.set(context.req, account);
    const active = await this.active();
    if (active === undefined) return [];
    const { attempts, limit } = active;
    const { keys, waits } = await attempts.look([
      ...(account === undefined ? [] : [{ key: accountKey(account), limit: limit.perAccount }]),
      { key: addressKey(context), limit: limit.perAddress },
    ]);
    if (waits !== undefined) refuse(context, waits);
    return keys;
  }

  /** Counts an attempt. @throws TooManyRequestsError where it is one too many */
  async count(context: RemoteContext): Promise<void> {
    const active = await this.active();
    if (active === undefined) return;
    const { attempts, limit } = active;
    const account = this.accounts.get(context.req);
    const ofAddress = attempts.count(addressKey(context), limit.window);
    const ofAccount = account === undefined ? undefined : attempts.count(accountKey(account), limit.window);
    const [address, own] = await Promise.all([ofAddress, ofAccount]);
    if (address.count > limit.perAddress) refuse(context, address.waits);
    if (own !== undefined && own.count > limit.perAccount) refuse(context, own.waits);
  }

  /** Forgets what was tried in vain, since whoever tries knows the password: unless too much was tried meanwhile. */
  async succeed(context: RemoteContext): Promise<void> {
    const account = this.accounts.get(context.req);
    if (account === undefined) return;
    const key = accountKey(account);
    if ((await this.check(context, account)).includes(key)) await (await this.active())?.attempts.forget(key);
  }

  /** Whether the account was sent a mail a moment ago; this call is the next to count. */
  async isMailed(context: RemoteContext, kind: string): Promise<boolean> {
    const account = this.accounts.get(context.req);
    const active = await this.active();
    if (active === undefined || account === undefined) return false;
    return (await active.attempts.count(`${kind} ${account}`, MAIL_EVERY)).count > 1;
  }

  /** Whether anything is counted. */
  get isOn(): boolean {
    return this.limit !== undefined && this.attemptsOf(this.model) !== undefined;
  }

  private get limit(): RateLimit | undefined {
    return parseRateLimit(this.model.settings['rateLimit']);
  }

  private async active(): Promise<{ readonly attempts: Attempts; readonly limit: RateLimit } | undefined> {
    const { limit } = this;
    const attempts = limit === undefined ? undefined : this.attemptsOf(this.model);
    if (limit === undefined || attempts === undefined || !(await attempts.isKept())) return undefined;
    return { attempts, limit };
  }
}

function refuse({ res }: RemoteContext, seconds: number): never {
  res.setHeader('Retry-After', String(seconds));
  throw new TooManyRequestsError();
}

function accountKey(account: string): string {
  return `account ${account}`;
}

function addressKey({ req }: RemoteContext): string {
  return `address ${addressOf(req)}`;
}

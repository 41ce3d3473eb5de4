/** What a function of an application is given to end with. */
export type Next = (error?: unknown, ...values: unknown[]) => void;

/** One way in which a function of an application ends. */
export type Way = readonly [name: string, end: (next: Next) => unknown];

export function refusal(): Error {
  return Object.assign(new Error('refused'), { statusCode: 403, code: 'REFUSED' });
}

/** What a function that fails is answered with. */
export const REFUSED = { message: 'refused', code: 'REFUSED' };

/** Whatever else happens, the function has failed. */
export const FAILURES: readonly Way[] = [
  ['throws', () => { throw refusal(); }],
  ['rejects', async () => { throw refusal(); }],
  ['rejects later', () => new Promise((_resolve, reject) => { setTimeout(reject, 2, refusal()); })],
  ['calls back an error', (next) => next(refusal())],
  ['calls back an error later', (next) => void setTimeout(next, 2, refusal())],
  ['calls back two errors', (next) => { next(refusal()); next(new Error('the second one')); }],
  ['calls back an error, and that all is well', (next) => { next(refusal()); next(); }],
  ['calls back an error, and that all is well later', (next) => { next(refusal()); setTimeout(next, 2); }],
  ['calls back an error, and throws', (next) => { next(refusal()); throw new Error('the second one'); }],
  ['calls back an error, and rejects', async (next) => { next(refusal()); throw new Error('the second one'); }],
  ['calls back an error, and keeps a promise', (next) => { next(refusal()); return Promise.resolve(); }],
]; // prettier-ignore

/** All is well, and whatever comes after that is ignored. */
export const SUCCESSES: readonly Way[] = [
  ['calls back twice', (next) => { next(); next(); }],
  ['calls back twice, the second time later', (next) => { next(); setTimeout(next, 2); }],
  ['calls back, and then an error', (next) => { next(); next(new Error('too late')); }],
  ['calls back, and an error later', (next) => { next(); setTimeout(next, 2, new Error('too late')); }],
  ['calls back, and throws', (next) => { next(); throw new Error('too late'); }],
  ['calls back, and rejects', async (next) => { next(); throw new Error('too late'); }],
  ['calls back, and rejects later', (next) => { next(); return new Promise((_resolve, reject) => { setTimeout(reject, 2, new Error('too late')); }); }],
]; // prettier-ignore

import type { RemoteContext } from '@loopnest/models';
import type { UserClass } from '../user.js';

/** Leads the browser on, once the e-mail is confirmed. Where it may lead to is looked at before. */
export function redirectConfirmed(model: UserClass): void {
  model.afterRemote('confirm', (({ args, res }: RemoteContext) => {
    const { redirect } = args;
    if (typeof redirect !== 'string') return;
    res.statusCode = 302;
    // Headers are ASCII.
    res.setHeader('Location', redirect.replaceAll(/[^\u0021-\u007e]+/g, encodeURIComponent));
  }) as never);
}

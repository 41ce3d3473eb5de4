import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ShownRequest } from './readme.js';

const run = promisify(execFile);

/** What was answered to a request of a page, and what the page shows. */
export interface Answered {
  readonly command: string;
  readonly shown: string;
  readonly answer: string;
  readonly isAsShown: boolean;
}

/**
 * Makes the requests of a page with curl, as the page has them, at `url` in place of the address that it names. `$TOKEN` in them
 * is the `id` of the last answer that was that of a login.
 */
export async function makeShownRequests(requests: readonly ShownRequest[], url: string): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  let token = '';
  for (const { command, shown, answer: pattern } of requests) {
    const text = command.replace('localhost:3000', new URL(url).host).replace('curl', 'curl --silent --globoff');
    const { stdout } = await run('sh', ['-c', text], { env: { ...process.env, TOKEN: token } });
    const answer = stdout.trim();
    token = /^\{"id":"(\w+)","ttl"/.exec(answer)?.[1] ?? token;
    answered.push({ command, answer, shown, isAsShown: pattern.test(answer) });
  }
  return answered;
}

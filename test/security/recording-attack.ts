import { Attack } from './attack.js';
import type { HostileApp } from './hostile-app.js';
import type { Answer, HostileRequest, HttpClient } from './http-client.js';

/** Ids that are made at random. */
const RANDOM_ID = /\b[0-9a-f]{24}\b/g;

interface Recorded {
  readonly request: HostileRequest;
  answer: string;
}

/** Keeps what was answered to the requests of a group, in their order. */
export class RecordingAttack extends Attack {
  readonly recorded: Recorded[] = [];

  /** @param atOnce - one for requests that write: what they answer depends on those before */
  constructor(
    app: HostileApp,
    client: HttpClient,
    private readonly atOnce: number,
  ) {
    super(app, client);
  }

  override async send(request: HostileRequest): Promise<Answer | undefined> {
    const own: Recorded = { request, answer: 'none' };
    this.recorded.push(own);
    const answer = await super.send(request);
    if (answer !== undefined) {
      const { status, headers, body } = answer;
      own.answer = [status, headers['content-type'], body.replaceAll(RANDOM_ID, 'random')].join(' ');
    }
    return answer;
  }

  override all(requests: Iterable<HostileRequest>): Promise<void> {
    return super.all(requests, this.atOnce);
  }
}

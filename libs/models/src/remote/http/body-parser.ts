import bodyParser from 'body-parser';
import type { ServerResponse } from 'node:http';
import type { RemoteRequest } from '../remote-call.js';
import type { RemotingOptions } from '../remoting-options.js';

/** Reads the body of a request into `req.body`, unless the host has read it. Rejects with LoopBack's 400, 413 and 415. */
export type BodyParser = (req: RemoteRequest, res: ServerResponse) => Promise<void> | undefined;

type Middleware = (req: RemoteRequest, res: ServerResponse, next: (error?: unknown) => void) => void;

export function createBodyParser(options: RemotingOptions): BodyParser {
  const parsers = [
    bodyParser.json({ limit: options.jsonLimit, strict: options.jsonStrict }),
    bodyParser.urlencoded({ limit: options.urlencodedLimit, extended: options.urlencodedExtended }),
  ] as Middleware[];
  return (req, res) => {
    if (!hasBody(req) || req.body !== undefined) return undefined;
    return parsers.reduce((before, parser) => before.then(() => run(parser, req, res)), Promise.resolve());
  };
}

/** Whether a body comes with a request. */
export function hasBody({ headers }: RemoteRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function run(parser: Middleware, req: RemoteRequest, res: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    parser(req, res, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error as Error);
    });
  });
}

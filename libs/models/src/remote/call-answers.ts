import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { ChangeStream } from './change-stream.js';
import { ANSWERED, discard } from './declared/call-function.js';
import type { NegotiatedFormat } from './http/response-format.js';
import { fileContent, sendFile } from './http/send-file.js';
import { sendNotAcceptable } from './http/send-error.js';
import { sendEvents } from './http/send-events.js';
import { sendStream } from './http/send-stream.js';
import { sendNothing, sendValue } from './http/send.js';
import { namedResult } from './named-result.js';
import type { RemoteCall } from './remote-call.js';

/** Answers calls with their results: values, files, streams, or nothing. */
export class CallAnswers {
  private readonly streams = new Set<() => void>();

  /** @param log - is told of streams that fail while they are sent */
  constructor(private readonly log: (error: unknown, where: string) => void) {}

  /** @returns what has to be waited for, where a stream has to begin first */
  answer(call: RemoteCall, result: unknown, format: NegotiatedFormat | undefined): Promise<void> | undefined {
    const { req, res, method, route } = call;
    if (result === ANSWERED) return undefined;
    if (res.headersSent || res.writableEnded || res.destroyed) {
      discard(result);
      return undefined;
    }
    if (route.status !== undefined) res.statusCode = route.status;
    if (format !== undefined && method.answers === 'file' && method.returns.length > 0)
      return sendFile(req, res, contentOf(call, result), (error) => this.tell(call, error));
    this.answerAtOnce(call, result, format);
    return undefined;
  }

  private answerAtOnce(call: RemoteCall, result: unknown, format: NegotiatedFormat | undefined): void {
    const { req, res, method, route } = call;
    if (method.returns.length === 0) return sendNothing(res, route.status);
    if (format === undefined) {
      discard(result);
      return sendNotAcceptable(req, res);
    }
    if (result instanceof ChangeStream) return this.keep(res, sendEvents(req, res, result));
    if (method.answers === 'stream')
      return this.keep(
        res,
        sendStream(res, streamOf(call, result), (error) => this.tell(call, error)),
      );
    if (result === undefined && method.returns.some((each) => each.root === true))
      return sendNothing(res, route.status);
    sendValue(req, res, res.statusCode, namedResult(call, result), format, call.query.get('callback'));
  }

  /** Ends the streams that are open, so that a server can close. */
  close(): void {
    for (const end of this.streams) end();
    this.streams.clear();
  }

  private keep(res: ServerResponse, end: () => void): void {
    this.streams.add(end);
    res.once('close', () => this.streams.delete(end));
  }

  private tell({ model, method }: RemoteCall, error: unknown): void {
    this.log(error, `${model.modelName}.${method.name}`);
  }
}

function contentOf({ method }: RemoteCall, result: unknown) {
  const content = fileContent(result);
  if (content !== undefined) return content;
  throw new TypeError(`${method.name} has to give a text, bytes or a stream: its result is a file`);
}

function streamOf({ method }: RemoteCall, result: unknown): Readable {
  const content = fileContent(result);
  if (content instanceof Readable) return content;
  throw new TypeError(`${method.name} has to give a stream`);
}

import { HttpException } from '@nestjs/common';

/** What an error says beside its text. */
export interface LoopnestErrorOptions {
  /** LoopBack's `code`, only where it is recorded or ours to define. */
  readonly code?: string | undefined;
  readonly details?: unknown;
  readonly cause?: unknown;
  /** LoopBack's `name`; `Error` where it is not recorded otherwise. */
  readonly name?: string;
  /** Whether the error has LoopBack's second `status` beside `statusCode`. */
  readonly hasStatus?: boolean;
}

/**
 * Base of the errors that a client is answered with: `statusCode`, `name`, `message`, and `code` and `details` where there
 * are any (the chapter on REST, section 5). It is one of Nest's exceptions, so that filters of an application catch it, and
 * its own controllers answer it with the right status.
 */
export class LoopnestError extends HttpException {
  readonly statusCode: number;
  declare readonly code?: string;
  declare readonly details?: unknown;

  constructor(statusCode: number, message: string, options: LoopnestErrorOptions = {}) {
    const name = options.name ?? 'Error';
    const extras = {
      ...(options.code === undefined ? {} : { code: options.code }),
      ...(options.details === undefined ? {} : { details: options.details }),
    };
    super({ statusCode, error: name, message, ...extras }, statusCode, { cause: options.cause });
    this.name = name;
    this.statusCode = statusCode;
    Object.assign(this, extras);
    // What an exception of Nest has inside is no part of an error of LoopBack's, which scripts look at and answer.
    Object.defineProperty(this, 'response', { enumerable: false });
    Object.defineProperty(this, 'options', { enumerable: false });
    if (options.hasStatus !== true) Reflect.deleteProperty(this, 'status');
  }

  override getStatus(): number {
    return this.statusCode;
  }
}

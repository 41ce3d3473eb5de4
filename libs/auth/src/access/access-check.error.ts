import { LoopnestError } from '@loopnest/models';

/** What has to be known for a decision could not be read: nobody is let in, and nothing of the cause is told. */
export class AccessCheckError extends LoopnestError {
  constructor(cause: unknown) {
    super(500, 'Access could not be checked', { cause });
  }
}

/**
 * Waits for what a decision needs. What is wrong with the database is not the caller's business; what a hook of the
 * application's refuses is.
 */
export async function forDecision<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isRefusal(error) ? error : new AccessCheckError(error);
  }
}

function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}

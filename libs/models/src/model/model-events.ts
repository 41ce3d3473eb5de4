import { EventEmitter } from 'node:events';

/** The emitter of one model class. An `error` that nobody listens to is not thrown: operations tell of errors themselves. */
export function modelEvents(): EventEmitter {
  return new EventEmitter().setMaxListeners(0).on('error', () => undefined);
}

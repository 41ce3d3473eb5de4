import { isPromise } from './is-promise.js';

/** A function that watches an operation: calls `next`, or returns a promise. */
export type Observer = (context: never, next: (error?: unknown) => void) => unknown;

/** The observers of one model class, by the name of the event, in the order of registration. */
export class Observers {
  private readonly byEvent = new Map<string, Observer[]>();

  add(event: string, observer: Observer): void {
    const list = this.byEvent.get(event);
    if (list === undefined) this.byEvent.set(event, [observer]);
    else list.push(observer);
  }

  remove(event: string, observer: Observer): Observer[] | undefined {
    const list = this.byEvent.get(event);
    const at = list?.indexOf(observer) ?? -1;
    return at < 0 ? undefined : list?.splice(at, 1);
  }

  clear(event: string): void {
    this.byEvent.delete(event);
  }

  of(event: string): readonly Observer[] {
    return this.byEvent.get(event) ?? [];
  }
}

/** Runs one observer: done when it calls `next`, or when its promise is kept, whichever is first. */
export function runObserver(observer: Observer, context: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error as Error);
    };
    const returned: unknown = observer(context as never, next);
    if (isPromise(returned)) returned.then(() => resolve(), reject);
    else if (observer.length < 2) resolve();
  });
}

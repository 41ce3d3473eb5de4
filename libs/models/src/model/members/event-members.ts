import { type Callback, settle } from '../callback.js';
import type { AnyModel } from '../model.js';
import type { ModelCore } from '../model-core.js';
import { type Observer, runObserver } from '../observers.js';

/** What a model class does with events, and with observers of its operations. */
export abstract class EventMembers {
  /** Everything that belongs to this very class; set when the class is made from its definition. */
  declare static core: ModelCore;

  static on(this: AnyModel, event: string, listener: (...parameters: never[]) => void): AnyModel {
    this.core.events.on(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  static once(this: AnyModel, event: string, listener: (...parameters: never[]) => void): AnyModel {
    this.core.events.once(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  static removeListener(this: AnyModel, event: string, listener: (...parameters: never[]) => void): AnyModel {
    this.core.events.removeListener(event, listener as (...parameters: unknown[]) => void);
    return this;
  }

  static emit(event: string, ...parameters: unknown[]): boolean {
    return this.core.events.emit(event, ...parameters);
  }

  /** Watches an operation: `access`, `before save`, `persist`, `loaded`, `after save`, `before delete`, `after delete`. */
  static observe(event: string, observer: Observer): void {
    this.core.observers.add(event, observer);
  }

  static removeObserver(event: string, observer: Observer): Observer[] | undefined {
    return this.core.observers.remove(event, observer);
  }

  static clearObservers(event: string): void {
    this.core.observers.clear(event);
  }

  /**
   * Tells the observers of an event, or of several, those of the base first, one after the other: a promise of the context, or
   * a callback `(error, context)`.
   */
  static notifyObserversOf<C extends object>(
    events: string | readonly string[],
    context: C,
    callback: Callback<C>,
  ): void;
  static notifyObserversOf<C extends object>(events: string | readonly string[], context: C): Promise<C>;
  static notifyObserversOf<C extends object>(
    events: string | readonly string[],
    context: C,
    callback?: Callback<C>,
  ): Promise<C> {
    return settle(notify(this.core, [events].flat(), context), callback);
  }

  /**
   * Tells the observers of `before EVENT`, runs a function `(context, done)`, and tells those of `after EVENT`, whose context has
   * the values that it gave as `results`.
   */
  static notifyObserversAround<C extends object>(
    event: string,
    context: C,
    work: (context: C, done: (error?: unknown, ...results: unknown[]) => void) => unknown,
    callback?: (error: unknown, ...results: unknown[]) => void,
  ): Promise<unknown> | undefined {
    const running = around(this.core, event, context, work);
    if (callback === undefined) return running.then(([first]) => first);
    running.then(
      (results) => process.nextTick(callback, null, ...results),
      (error: unknown) => process.nextTick(callback, error),
    );
    return undefined;
  }
}

async function notify<C extends object>(core: ModelCore, events: readonly string[], context: C): Promise<C> {
  for (const event of events) for (const observer of core.observersOf(event)) await runObserver(observer, context);
  return context;
}

async function around<C extends object>(
  core: ModelCore,
  event: string,
  context: C,
  work: (context: C, done: (error?: unknown, ...results: unknown[]) => void) => unknown,
): Promise<readonly unknown[]> {
  await notify(core, [`before ${event}`], context);
  const results = await new Promise<readonly unknown[]>((resolve, reject) => {
    const returned = work(context, (error, ...values) =>
      error === undefined || error === null ? resolve(values) : reject(error as Error),
    );
    if (returned instanceof Promise) returned.then((value) => resolve([value]), reject);
  });
  await notify(core, [`after ${event}`], Object.assign(context, { results }));
  return results;
}

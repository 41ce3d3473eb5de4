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
    callback?: Callback<C>,
  ): Promise<C> {
    return settle(notify(this.core, [events].flat(), context), callback);
  }
}

async function notify<C extends object>(core: ModelCore, events: readonly string[], context: C): Promise<C> {
  for (const event of events) for (const observer of core.observersOf(event)) await runObserver(observer, context);
  return context;
}

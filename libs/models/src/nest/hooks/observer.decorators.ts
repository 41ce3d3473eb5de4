import { hookMethod } from './hook-methods.js';

/** A method that watches an operation: it gets the context, may change it, and stops the operation by throwing. */
export function Observe(event: string): MethodDecorator {
  return hookMethod({ kind: 'observer', event });
}

/** Before rows are looked up, counted, changed or deleted: `context.query` may be changed. */
export function Access(): MethodDecorator {
  return Observe('access');
}

/** Before something is checked and stored: `context.instance`, or `context.data` with `context.where`, may be changed. */
export function BeforeSave(): MethodDecorator {
  return Observe('before save');
}

/** After the checks: `context.data` is what is stored. */
export function Persist(): MethodDecorator {
  return Observe('persist');
}

/** After rows are read: `context.data` is what readers get. */
export function Loaded(): MethodDecorator {
  return Observe('loaded');
}

/** After something is stored. */
export function AfterSave(): MethodDecorator {
  return Observe('after save');
}

/** Before rows are deleted: `context.where` may be changed. */
export function BeforeDelete(): MethodDecorator {
  return Observe('before delete');
}

/** After rows are deleted: `context.info` says how many. */
export function AfterDelete(): MethodDecorator {
  return Observe('after delete');
}

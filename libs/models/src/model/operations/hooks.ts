import type { ModelCore } from '../model-core.js';
import type { AnyModel } from '../model.js';
import type { OperationOptions } from './operation-options.js';

/** What an observer is told: the members of the chapter on hooks, section A2, as far as the operation has them. */
export interface HookContext<Instance = unknown> {
  Model: AnyModel;
  /** Shared by all hooks of one operation; empty at first. */
  hookState: Record<string, unknown>;
  options: OperationOptions;
  instance?: Instance;
  currentInstance?: Instance;
  data?: Record<string, unknown>;
  where?: unknown;
  query?: Record<string, unknown>;
  isNewInstance?: boolean;
  info?: { count: number };
}

/** The hooks of one operation: they share `hookState` and `options`. Without observers nothing is made or awaited. */
export class OperationHooks {
  private hookState: Record<string, unknown> | undefined;

  constructor(
    private readonly core: ModelCore,
    private readonly options: OperationOptions,
  ) {}

  has(event: string): boolean {
    return this.core.hasObservers(event);
  }

  /** Tells the observers, and returns the context with what they changed. */
  async notify(event: string, context: Omit<HookContext, 'Model' | 'hookState' | 'options'>): Promise<HookContext> {
    this.hookState ??= {};
    const full: HookContext = { Model: this.core.model, ...context, hookState: this.hookState, options: this.options };
    return this.core.model.notifyObserversOf(event, full);
  }
}

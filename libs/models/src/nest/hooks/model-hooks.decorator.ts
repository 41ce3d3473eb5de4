import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';

const MODEL_HOOKS = 'loopnest:modelHooks';

/** What the methods of a provider belong to. */
export interface ModelHooksMetadata {
  readonly model: string;
  /** Name of the application, where there are several. */
  readonly application: string | undefined;
}

export interface ModelHooksOptions {
  /** Name of the application, where there are several. */
  readonly application?: string;
}

/**
 * Makes a class a provider whose decorated methods are hooks, and remote methods, of a model: `@BeforeSave()`, `@Observe(…)`,
 * `@AfterRemote(…)`, `@RemoteMethod(…)` and the like. They run after those of the model's script; several providers in the
 * order in which Nest knows them. A model that is not there stops the start, and so does a request-scoped provider.
 *
 * @example
 * @ModelHooks('Order')
 * export class OrderHooks {
 *   constructor(@InjectModel('Customer') private readonly Customer: ModelClass<Customer>) {}
 *
 *   @BeforeSave()
 *   async fillIn({ instance }: HookContext) { … }
 * }
 */
export function ModelHooks(model: string, { application }: ModelHooksOptions = {}): ClassDecorator {
  const metadata: ModelHooksMetadata = { model, application };
  return applyDecorators(Injectable(), SetMetadata(MODEL_HOOKS, metadata));
}

/** What the methods of a class belong to, if it is decorated at all. */
export function modelHooksMetadata(target: object): ModelHooksMetadata | undefined {
  return Reflect.getOwnMetadata(MODEL_HOOKS, target) as ModelHooksMetadata | undefined;
}

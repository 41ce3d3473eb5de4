import type { AnyModel } from '@loopnest/models';

const REMOTE: unique symbol = Symbol('loopnest.remoteReset');

/** Whether an account was sent something a moment ago. */
export type AskHeldBack = () => Promise<boolean>;

interface RemoteReset {
  readonly [REMOTE]?: AskHeldBack;
}

/** The same body for a reset that a client asks for. @param ask - whether it has asked a moment ago */
export function asRemote<T extends object>(body: T, ask: AskHeldBack): T {
  return Object.defineProperty({ ...body }, REMOTE, { value: ask });
}

/**
 * Runs what a client does not wait for, so that the time of the answer does not tell whether there is an account; not at all
 * where it was done a moment ago.
 */
export async function inBackground(body: object, model: AnyModel, task: () => Promise<void>): Promise<void> {
  const ask = (body as RemoteReset)[REMOTE];
  if (ask === undefined) return task();
  const run = async () => ((await ask()) ? undefined : task());
  setImmediate(() => {
    run().catch((error: unknown) =>
      model.registry.warn(
        `${model.modelName}.resetPassword: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  });
}

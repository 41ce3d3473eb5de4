import type { AnyModel } from '@loopnest/models';

const REMOTE: unique symbol = Symbol('loopnest.remoteReset');

interface RemoteReset {
  readonly [REMOTE]?: { readonly isHeldBack: boolean };
}

/** The same body for a reset that a client asks for. @param isHeldBack - it has asked a moment ago */
export function asRemote<T extends object>(body: T, { isHeldBack }: { readonly isHeldBack: boolean }): T {
  return Object.defineProperty({ ...body }, REMOTE, { value: { isHeldBack } });
}

/** Whether nothing is to be sent. */
export function isHeldBack(body: object): boolean {
  return (body as RemoteReset)[REMOTE]?.isHeldBack === true;
}

/** Runs what a client does not wait for, so that the time of the answer does not tell whether there is an account. */
export async function inBackground(body: object, model: AnyModel, task: () => Promise<void>): Promise<void> {
  if ((body as RemoteReset)[REMOTE] === undefined) return task();
  setImmediate(() => {
    task().catch((error: unknown) =>
      model.registry.warn(
        `${model.modelName}.resetPassword: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  });
}

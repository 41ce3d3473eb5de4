/** A callback of Node's kind. */
export type Done = (error: unknown, value?: unknown) => void;

/** Tells arguments, which may be left out from the end, from the callback behind them. */
export function divide(parameters: readonly unknown[]): {
  readonly values: readonly unknown[];
  readonly callback: Done | undefined;
} {
  const index = parameters.findIndex((each) => typeof each === 'function');
  if (index < 0) return { values: parameters, callback: undefined };
  return { values: parameters.slice(0, index), callback: parameters[index] as Done };
}

/** Tells the time, and comes back. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  now(): number;
  /** Runs something again and again, without keeping the process alive for it. Gives what ends that. */
  every(milliseconds: number, run: () => void): () => void;
}

/** The clock of the process. It is not set back, nor forward, with the time of day. */
export const PROCESS_CLOCK: Clock = {
  now: () => performance.now(),
  every: (milliseconds, run) => {
    const timer = setInterval(run, milliseconds).unref();
    return () => clearInterval(timer);
  },
};

/** What the load process is told to prepare. */
export interface LoadOrder {
  readonly port: number;
  /** As they go over the wire. */
  readonly requests: readonly string[];
  readonly connections: number;
}

/** What it answers: that it is connected, and later how it went. */
export type LoadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly seconds: number; readonly cpuSeconds: number }
  | { readonly kind: 'failed'; readonly text: string };

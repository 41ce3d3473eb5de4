/** Something that tells of events until it is stopped. */
export interface EventSource {
  /** @returns ends it */
  listen(listener: (event: unknown) => void): () => void;
}

/** Databases with the same rows, one for each server, so that nobody reads what another one has written. */
export interface Databases {
  /** @returns the URL of a database for the server of that name. */
  create(server: string): Promise<string>;
  /** Takes away what was created, so that every round finds the same tables. */
  tidy(url: string): Promise<void>;
}

/** A definition as it was found, before it meets its base. */
export interface RawDefinition {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  /** Name of its file in messages, or `models[2]`. */
  readonly file: string;
  /** Path of the script beside it. */
  readonly script: string | undefined;
}

/** One thing that is wrong in the files of a project or in the options of a module. */
export interface DefinitionProblem {
  /** The file, relative to the project directory, or a name such as `models[2]`. */
  readonly file: string;
  /** JSON pointer into the file; empty for the file as a whole. */
  readonly pointer: string;
  /** What is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly expected?: string;
}

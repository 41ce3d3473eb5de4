/** When a check runs: a function of the instance, or the name of a property or of a method. */
export type CheckCondition = string | boolean | ((this: never) => unknown);

/** What a check says when it fails: one text, or one for each kind of failing (`min`, `int`, `blank` …), or what makes them. */
export type CheckMessage = string | CheckMessages | ((this: never, kind: string | undefined) => string | CheckMessages);

/** Texts by the kind of failing. */
export type CheckMessages = Readonly<Record<string, string>>;

/** An operation that a check runs for. */
export type CheckOccasion = 'create' | 'update' | 'save';

/** Options that every check takes (the chapter on validation, section 2). */
export interface CheckOptions {
  readonly message?: CheckMessage | undefined;
  /** Takes the place of the check's name in `details.codes`. */
  readonly code?: string | undefined;
  readonly if?: CheckCondition | undefined;
  readonly unless?: CheckCondition | undefined;
  /** Only for new instances, or only for changes of stored ones; both (`save`) where nothing is said. */
  readonly on?: CheckOccasion | readonly CheckOccasion[] | undefined;
}

/** Options of the checks that look at missing values first. */
export interface MissingOptions extends CheckOptions {
  /** Content with what is missing, and with the empty text. */
  readonly allowBlank?: boolean | undefined;
  /** Content with `null`. */
  readonly allowNull?: boolean | undefined;
}

export interface LengthOptions extends MissingOptions {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly is?: number | undefined;
}

export interface NumericalityOptions extends MissingOptions {
  /** Whole numbers only. */
  readonly int?: boolean | undefined;
}

export interface ListOptions extends MissingOptions {
  readonly in: readonly unknown[];
}

export interface FormatOptions extends MissingOptions {
  /** A pattern, or the text of one. */
  readonly with: RegExp | string;
}

export interface UniquenessOptions extends CheckOptions {
  /** Only instances with the same values of these are compared. */
  readonly scopedTo?: string | readonly string[] | undefined;
  readonly ignoreCase?: boolean | undefined;
  /** There is a unique index for the same: where it keeps a second one out, that fails as the check does, with 422. */
  readonly isIndexed?: boolean | undefined;
}

import type { OperationOptions } from '../operations/operation-options.js';
import type { CheckDone } from './custom-checks.js';
import type { Fail } from './check.js';
import type {
  CheckOptions,
  FormatOptions,
  LengthOptions,
  ListOptions,
  NumericalityOptions,
  UniquenessOptions,
} from './check-options.js';
import type { ValidationErrorOfInstance } from './validation-error-of-instance.js';

/** Options of a check with the instance as `this` of its functions. */
type Of<Options extends CheckOptions, Instance> = Omit<Options, 'if' | 'unless' | 'message'> & {
  readonly if?: string | boolean | ((this: Instance) => unknown) | undefined;
  readonly unless?: string | boolean | ((this: Instance) => unknown) | undefined;
  readonly message?: Message<Instance> | undefined;
};

type Texts = string | Readonly<Record<string, string>>;
type Message<Instance> = Texts | ((this: Instance, kind: string | undefined) => Texts);

/** One or more properties, then options. */
interface Registers<Name, Options> {
  (...properties: [Name, ...Name[]]): void;
  (...parameters: [Name, ...Name[], options: Options]): void;
}

/** The same where options are needed. */
type RegistersWith<Name, Options> = (...parameters: [Name, ...Name[], options: Options]) => void;

/** A function with three parameters needs their types: `Fail`, `OperationOptions`, `CheckDone`. */
interface RegistersAsync<Name, Instance, Options> {
  (property: Name, check: (this: Instance, fail: Fail, done: CheckDone) => unknown, options?: Options): void;
  (
    property: Name,
    check: (this: Instance, fail: Fail, options: OperationOptions, done: CheckDone) => unknown,
    options?: Options,
  ): void;
}

/** The calls that register checks of a model's instances, typed by its data. */
export interface ValidationCalls<T extends object, Instance> {
  readonly validatesPresenceOf: Registers<keyof T & string, Of<CheckOptions, Instance>>;
  readonly validatesAbsenceOf: Registers<keyof T & string, Of<CheckOptions, Instance>>;
  readonly validatesLengthOf: Registers<keyof T & string, Of<LengthOptions, Instance>>;
  readonly validatesNumericalityOf: Registers<keyof T & string, Of<NumericalityOptions, Instance>>;
  readonly validatesInclusionOf: RegistersWith<keyof T & string, Of<ListOptions, Instance>>;
  readonly validatesExclusionOf: RegistersWith<keyof T & string, Of<ListOptions, Instance>>;
  readonly validatesFormatOf: RegistersWith<keyof T & string, Of<FormatOptions, Instance>>;
  readonly validatesDateOf: Registers<keyof T & string, Of<CheckOptions, Instance>>;
  readonly validatesUniquenessOf: Registers<keyof T & string, Of<UniquenessOptions, Instance>>;
  readonly validate: (
    property: keyof T & string,
    check: (this: Instance, fail: Fail, options: OperationOptions) => unknown,
    options?: Of<CheckOptions, Instance>,
  ) => void;
  readonly validateAsync: RegistersAsync<keyof T & string, Instance, Of<CheckOptions, Instance>>;
  readonly ValidationError: ValidationErrorOfInstance;
}

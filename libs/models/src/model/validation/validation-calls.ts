import type { DataKey } from '../../query/filter.js';
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
  readonly validatesPresenceOf: Registers<DataKey<T>, Of<CheckOptions, Instance>>;
  readonly validatesAbsenceOf: Registers<DataKey<T>, Of<CheckOptions, Instance>>;
  readonly validatesLengthOf: Registers<DataKey<T>, Of<LengthOptions, Instance>>;
  readonly validatesNumericalityOf: Registers<DataKey<T>, Of<NumericalityOptions, Instance>>;
  readonly validatesInclusionOf: RegistersWith<DataKey<T>, Of<ListOptions, Instance>>;
  readonly validatesExclusionOf: RegistersWith<DataKey<T>, Of<ListOptions, Instance>>;
  readonly validatesFormatOf: RegistersWith<DataKey<T>, Of<FormatOptions, Instance>>;
  readonly validatesDateOf: Registers<DataKey<T>, Of<CheckOptions, Instance>>;
  readonly validatesUniquenessOf: Registers<DataKey<T>, Of<UniquenessOptions, Instance>>;
  readonly validate: (
    property: DataKey<T>,
    check: (this: Instance, fail: Fail, options: OperationOptions) => unknown,
    options?: Of<CheckOptions, Instance>,
  ) => void;
  readonly validateAsync: RegistersAsync<DataKey<T>, Instance, Of<CheckOptions, Instance>>;
  readonly ValidationError: ValidationErrorOfInstance;
}

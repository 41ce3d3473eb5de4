/** A remote method, as `Model.sharedClass` gives it. */
export interface SharedMethodOfModel {
  /** Without `prototype.`. */
  readonly name: string;
  /** `Model.name`, `Model.prototype.name`. */
  readonly stringName: string;
  readonly isStatic: boolean;
  readonly aliases: readonly string[];
  readonly accessType: string;
  getEndpoints(): readonly { readonly verb: string; readonly fullPath: string }[];
}

/** The remote methods of a model, as scripts look at them: to switch off all but some, for example. */
export interface SharedClassOfModel {
  readonly name: string;
  readonly http: { readonly path: string };
  /** The methods that are offered; with `includeDisabled` those that are switched off as well. */
  methods(options?: { readonly includeDisabled?: boolean }): readonly SharedMethodOfModel[];
  /** The method of a name, or of another name of it; `prototype.` before those of instances. */
  findMethodByName(name: string): SharedMethodOfModel | undefined;
  find(name: string, isStatic?: boolean): SharedMethodOfModel | undefined;
  disableMethodByName(name: string): void;
  disableMethod(name: string, isStatic?: boolean): void;
  isMethodEnabled(method: Pick<SharedMethodOfModel, 'name' | 'isStatic'>): boolean;
}

/** Gives the name of a nested method, or nothing to leave it out. */
export type NestedMethodFilter = (method: { readonly name: string }, relation: unknown) => string | undefined;

/** How the relation methods of a target are offered below a relation (the chapter on relations, section 8). */
export interface NestRemotingOptions {
  /** Path in place of the relation's name, for the nested paths only. */
  readonly pathName?: string;
  /** Name of the parameter that holds the key of the target; `nk` where nothing is said. */
  readonly paramName?: string;
  /** Function of the instance that gives the target of a to-one relation, in place of the relation itself. */
  readonly getterName?: string;
  readonly filterMethod?: NestedMethodFilter;
  /** `false`: remote hooks of the target's methods are not run. */
  readonly hooks?: boolean;
}

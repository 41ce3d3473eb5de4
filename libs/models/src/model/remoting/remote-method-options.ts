/** Where an argument of a remote method comes from. */
export type RemoteArgumentSource =
  'path' | 'query' | 'header' | 'body' | 'form' | 'formData' | 'req' | 'res' | 'context' | 'optionsFromRequest';

/** An argument of a remote method, as an application declares it (the chapter on remote methods, section 4). */
export interface RemoteArgumentOptions {
  readonly arg: string;
  /** A type's name in any case, a model's name, or a list of one; `any` where nothing is said. */
  readonly type?: unknown;
  readonly required?: boolean;
  /** A source, or a function of the context that gives the value; without it: path, body, query, header, the first that is there. */
  readonly http?: { readonly source?: RemoteArgumentSource } | 'optionsFromRequest' | ((context: never) => unknown);
  /** For objects and models: a list of them is accepted as well. */
  readonly allowArray?: boolean;
  readonly description?: string | readonly string[];
  readonly [documentation: string]: unknown;
}

/** A result of a remote method, as an application declares it (section 6). */
export interface RemoteResultOptions {
  readonly arg?: string;
  readonly type?: unknown;
  /** The value itself is the answer. */
  readonly root?: boolean;
  /** The value becomes the status, or a header, of the answer. */
  readonly http?: { readonly target?: 'status' | 'header'; readonly header?: string };
  readonly [documentation: string]: unknown;
}

/** A route of a remote method (section 2). */
export interface RemoteRouteOptions {
  /** `get`, `post`, `put`, `patch`, `del` or `delete`, `head`, `all`; all where nothing is said. */
  readonly verb?: string;
  /** Below the path of the model; for methods of instances below `/:id`. */
  readonly path?: string;
  /** Status of a success. */
  readonly status?: number;
  /** Status of errors that have none. */
  readonly errorStatus?: number;
}

/** A remote method, as an application declares it in code or in `methods` of a definition. */
export interface RemoteMethodOptions {
  readonly accepts?: RemoteArgumentOptions | readonly RemoteArgumentOptions[];
  readonly returns?: RemoteResultOptions | readonly RemoteResultOptions[];
  readonly http?: RemoteRouteOptions | readonly RemoteRouteOptions[];
  /** `false`: a method of instances, where its name does not say so. */
  readonly isStatic?: boolean;
  /** `false`: it is not offered over REST. */
  readonly shared?: boolean;
  readonly accessType?: string;
  /** Scopes of tokens that the method is for; a token without any has `DEFAULT`. */
  readonly accessScopes?: readonly string[];
  readonly aliases?: string | readonly string[];
  readonly description?: string | readonly string[];
  /** Functions around the call, inside of which remote hooks run. */
  readonly rest?: {
    readonly before?: (context: never, done: (error?: unknown) => void) => unknown;
    readonly after?: (context: never, done: (error?: unknown) => void) => unknown;
  };
  readonly [documentation: string]: unknown;
}

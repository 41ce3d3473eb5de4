import type { Relation } from '../model/model-relation.js';
import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RemoteArgumentOptions, RemoteMethodOptions } from '../model/remoting/remote-method-options.js';
import type { RemoteCall } from './remote-call.js';

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'all';

/** Who may be asking, in access control. */
export type AccessType = 'READ' | 'WRITE' | 'REPLICATE' | 'EXECUTE';

/** Where an argument comes from; without one: path, body member, query and header, the first that is there. */
export type ArgumentSource = 'path' | 'query' | 'body';

/** How the text or the JSON of a request becomes the value of an argument. */
export type ArgumentType = 'id' | 'filter' | 'where' | 'data' | 'object' | 'declared';

export interface RemoteArgument {
  readonly arg: string;
  readonly type: ArgumentType;
  readonly source?: ArgumentSource;
  /** Name of the parameter of the path, where it is not that of the argument. */
  readonly parameter?: string;
  readonly required?: boolean;
  /** For `data`: a list of objects is accepted as well. */
  readonly allowArray?: boolean;
  /** For `data`: what a missing body or `null` stands for; without it a `null` is refused by the method. */
  readonly nullable?: boolean;
  /** For `id`: the model whose id it is, where it is not the model of the method. */
  readonly of?: AnyModel;
  readonly description?: string;
  /** For `declared`: how its value is found and converted. */
  readonly read?: (call: RemoteCall) => unknown;
  /** For `declared`: as the application wrote it. */
  readonly declaration?: RemoteArgumentOptions;
}

export interface RemoteResult {
  readonly arg: string;
  readonly type: string;
  /** The value itself is the answer. */
  readonly root?: boolean;
  readonly description?: string;
}

export interface RemoteRoute {
  readonly verb: Verb;
  /** Below the path of the model; segments that begin with `:` are parameters. */
  readonly path: string;
  /** Status of a success; 200, or 204 without a body, where nothing is said. */
  readonly status?: number;
  /** Status of errors that have none; 500 where nothing is said. */
  readonly errorStatus?: number;
}

/** What runs a remote method: its arguments in the order of `accepts`, then the options of the request. */
export type RemoteFunction = (
  model: AnyModel,
  values: readonly unknown[],
  options: OperationOptions,
  call: RemoteCall,
) => unknown;

/** The method of a relation's target that a nested method is. */
export interface InnerMethod {
  readonly model: AnyModel;
  readonly method: RemoteMethod;
  /** The relation of the outer model that leads to it. */
  readonly outer: Relation;
  /** Whether the remote hooks of that method run as well. */
  readonly hooks: boolean;
}

/**
 * One endpoint, built in or the application's own. The table of these is the only source for routes, arguments, access
 * control, switching methods off, and documentation.
 */
export interface RemoteMethod {
  /** `find`, `prototype.patchAttributes`; names in access control, `sharedMethods` and hooks are these. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isStatic: boolean;
  readonly accepts: readonly RemoteArgument[];
  /** Empty: the answer is 204 without a body. */
  readonly returns: readonly RemoteResult[];
  readonly routes: readonly RemoteRoute[];
  readonly accessType: AccessType;
  /** Whether the method is offered where nothing switches it on or off. */
  readonly shared: boolean;
  readonly description: string;
  readonly invoke: RemoteFunction;
  /** Turns a result that stands for "not there" into an error, after hooks have seen it. */
  readonly checkResult?: (result: unknown, call: RemoteCall) => void;
  /** It answers rows, and no more of them than a page has. */
  readonly isPaged?: boolean;
  /** The answer is a stream of server-sent events. */
  readonly isEventStream?: boolean;
  /** The application's own: its result is the whole answer, a file, or a stream of events. */
  readonly answers?: 'whole' | 'file' | 'stream';
  /** As the application wrote it. */
  readonly declaration?: RemoteMethodOptions;
  /** The application's own: what is answered for the value that a function of the host gives. */
  readonly answerOf?: (value: unknown, call: RemoteCall) => unknown;
  /** The relation through which the method reaches its target. */
  readonly relation?: Relation;
  /** For a nested method: the method of the target that it is. */
  readonly inner?: InnerMethod;
}

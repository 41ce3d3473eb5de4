import { normalizeHttpPath } from '../definition/normalize-http-path.js';
import type { AnyModel } from '../model/model.js';
import { ModelRouter, type RouteMatch } from './model-router.js';
import type { RemoteMethod } from './remote-method.js';

/** A served model: its path, and its routes, made when they are first needed. */
interface ServedModel {
  readonly model: AnyModel;
  router: ModelRouter | undefined;
}

/** What a request's path leads to. */
export type RemoteMatch =
  | (RouteMatch & { readonly kind: 'method'; readonly model: AnyModel })
  /** A model is there, but no method of it; `rest` is the path behind the model's. */
  | { readonly kind: 'noMethod'; readonly model: AnyModel; readonly rest: string }
  | { readonly kind: 'noModel' };

/** How the router finds what it serves. */
export interface RemoteRouterSource {
  methodsOf(model: AnyModel): readonly RemoteMethod[];
  normalizes(model: AnyModel): boolean;
}

/** Finds the remote method of a request in a table: one look-up for the model and one for the method, however many there are. */
export class RemoteRouter {
  private readonly models = new Map<string, ServedModel>();
  private longestPath = 1;

  constructor(private readonly source: RemoteRouterSource) {}

  add(model: AnyModel): void {
    const path = this.pathOf(model);
    this.longestPath = Math.max(this.longestPath, path.split('/').length - 1);
    this.models.set(path.toLowerCase(), { model, router: undefined });
  }

  remove(model: AnyModel): void {
    this.models.delete(this.pathOf(model).toLowerCase());
  }

  /** The path of a model below the API root. */
  pathOf(model: AnyModel): string {
    const path = `/${model.core.schema.definition.httpPath.replace(/^\/+|\/+$/g, '')}`;
    return this.source.normalizes(model) ? normalizeHttpPath(path) : path;
  }

  /** Methods of a model have come or gone: routes are made anew, also those of models whose routes lead to it. */
  changed(): void {
    for (const served of this.models.values()) served.router = undefined;
  }

  /** Whether a model is served with a method of this name. */
  offers(model: AnyModel, method: string): boolean {
    for (const served of this.models.values()) if (served.model === model) return this.routerOf(served).offers(method);
    return false;
  }

  /** @param path - the path below the API root, undecoded, without the query */
  match(verb: string, path: string): RemoteMatch {
    const segments = (path.endsWith('/') ? path.slice(1, -1) : path.slice(1)).split('/');
    for (let length = Math.min(this.longestPath, segments.length); length > 0; length--) {
      const served = this.models.get(`/${segments.slice(0, length).join('/').toLowerCase()}`);
      if (served !== undefined) return this.matchMethod(served, verb, segments, length);
    }
    return { kind: 'noModel' };
  }

  private matchMethod(served: ServedModel, verb: string, segments: readonly string[], length: number): RemoteMatch {
    const { model } = served;
    const rest = segments.slice(length);
    const match = this.routerOf(served).match(verb, rest);
    if (match !== undefined) return { kind: 'method', model, ...match };
    return { kind: 'noMethod', model, rest: `/${rest.join('/')}` };
  }

  private routerOf(served: ServedModel): ModelRouter {
    const { model } = served;
    served.router ??= new ModelRouter(this.source.methodsOf(model), {
      normalizeHttpPath: this.source.normalizes(model),
    });
    return served.router;
  }
}

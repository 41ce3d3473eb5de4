import { EventEmitter } from 'node:events';
import { type RouteMethod, ScriptRoutes } from './script-routes.js';

/** The functions of Express by which scripts add routes to an application. */
export abstract class RouteMembers extends EventEmitter {
  /** Routes that scripts add. */
  readonly routes = new ScriptRoutes(this);

  /** Adds a layer of Express, in front of the generated routes. */
  use(...layers: readonly unknown[]): this {
    return this.route('use', layers);
  }

  all(...route: readonly unknown[]): this {
    return this.route('all', route);
  }

  post(...route: readonly unknown[]): this {
    return this.route('post', route);
  }

  put(...route: readonly unknown[]): this {
    return this.route('put', route);
  }

  patch(...route: readonly unknown[]): this {
    return this.route('patch', route);
  }

  delete(...route: readonly unknown[]): this {
    return this.route('delete', route);
  }

  head(...route: readonly unknown[]): this {
    return this.route('head', route);
  }

  protected route(method: RouteMethod, parameters: readonly unknown[]): this {
    this.routes.add(method, parameters);
    return this;
  }
}

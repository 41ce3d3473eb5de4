/** The methods of Express by which scripts add routes and layers. */
export type RouteMethod = 'use' | 'all' | 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head';

/** An application or router of Express. */
export type RoutePlatform = Readonly<Record<RouteMethod, (...parameters: unknown[]) => unknown>>;

interface Route {
  readonly method: RouteMethod;
  readonly parameters: readonly unknown[];
}

/**
 * The routes and layers that the scripts of an application add: kept until there is a server, in front of the generated ones.
 * `req.app` is the application of the scripts.
 */
export class ScriptRoutes {
  private readonly waiting: Route[] = [];
  private platform: RoutePlatform | undefined;

  constructor(private readonly application: object) {}

  add(method: RouteMethod, parameters: readonly unknown[]): void {
    if (this.platform === undefined) this.waiting.push({ method, parameters });
    else this.put(this.platform, { method, parameters });
  }

  /** Puts them into the server; later ones follow at its end. */
  mountOn(platform: RoutePlatform): void {
    this.platform = platform;
    for (const route of this.waiting.splice(0)) this.put(platform, route);
  }

  private put(platform: RoutePlatform, { method, parameters }: Route): void {
    platform[method](...parameters.map((each) => this.withApplication(each)));
  }

  private withApplication(handler: unknown): unknown {
    if (Array.isArray(handler)) return handler.map((each) => this.withApplication(each));
    if (typeof handler !== 'function') return handler;
    const run = handler as (...parameters: unknown[]) => unknown;
    const adopt = (req: object) => Object.defineProperty(req, 'app', { value: this.application, configurable: true });
    // Express knows layers for errors by their four parameters.
    return run.length === 4
      ? (error: unknown, req: object, res: unknown, next: unknown) => run(error, adopt(req), res, next)
      : (req: object, res: unknown, next: unknown) => run(adopt(req), res, next);
  }
}

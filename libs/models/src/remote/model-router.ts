import { normalizeHttpPath } from '../definition/normalize-http-path.js';
import type { RemoteMethod, RemoteRoute, Verb } from './remote-method.js';

/** A route that a request has found: the method, and the parameters of the path as they stand in it, not decoded. */
export interface RouteMatch {
  readonly method: RemoteMethod;
  readonly route: RemoteRoute;
  readonly params: readonly (readonly [name: string, raw: string])[];
}

interface Node {
  readonly literals: Map<string, Node>;
  /** What follows a parameter, whatever the routes call it. */
  parameter: Node | undefined;
  route: { readonly method: RemoteMethod; readonly route: RemoteRoute; readonly names: readonly string[] } | undefined;
}

/**
 * The routes of one model, as a tree per verb: looking a route up costs the same for every method. Literal segments go
 * before parameters, letters in any case match.
 */
export class ModelRouter {
  private readonly verbs = new Map<Verb, Node>();
  private readonly names: ReadonlySet<string>;

  constructor(methods: readonly RemoteMethod[], options: { readonly normalizeHttpPath: boolean }) {
    this.names = new Set(methods.map(({ name }) => name));
    const routes = methods.flatMap((method) => method.routes.map((route) => ({ verb: route.verb, route, method })));
    // `HEAD` is answered as `GET` where no method has a route for it.
    const heads = routes.filter(({ verb }) => verb === 'get').map((route) => ({ ...route, verb: 'head' as const }));
    for (const { verb, route, method } of [...routes, ...heads]) {
      this.add(verb, options.normalizeHttpPath ? normalizeHttpPath(route.path) : route.path, route, method);
    }
  }

  /** Finds the route of a path, given as its segments below the model. */
  match(verb: string, segments: readonly string[]): RouteMatch | undefined {
    return this.find(verb as Verb, segments) ?? this.find('all', segments);
  }

  /** Whether there is a method of this name. */
  offers(method: string): boolean {
    return this.names.has(method);
  }

  private add(verb: Verb, path: string, route: RemoteRoute, method: RemoteMethod): void {
    let node = this.verbs.get(verb);
    if (node === undefined) this.verbs.set(verb, (node = newNode()));
    const segments = path.split('/').filter((part) => part !== '');
    for (const segment of segments) node = childOf(node, segment);
    const names = segments.filter((segment) => segment.startsWith(':')).map((segment) => segment.slice(1));
    node.route ??= { method, route, names };
  }

  private find(verb: Verb, segments: readonly string[]): RouteMatch | undefined {
    const root = this.verbs.get(verb);
    return root === undefined ? undefined : descend(root, segments, 0, []);
  }
}

function descend(
  node: Node,
  segments: readonly string[],
  at: number,
  values: readonly string[],
): RouteMatch | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.route === undefined ? undefined : matchOf(node.route, values);
  const literal = node.literals.get(segment.toLowerCase());
  const found = literal === undefined ? undefined : descend(literal, segments, at + 1, values);
  if (found !== undefined || node.parameter === undefined || segment === '') return found;
  return descend(node.parameter, segments, at + 1, [...values, segment]);
}

function matchOf({ method, route, names }: NonNullable<Node['route']>, values: readonly string[]): RouteMatch {
  return { method, route, params: names.map((name, index) => [name, values[index] ?? ''] as const) };
}

function newNode(): Node {
  return { literals: new Map(), parameter: undefined, route: undefined };
}

function childOf(node: Node, segment: string): Node {
  if (segment.startsWith(':')) {
    node.parameter ??= newNode();
    return node.parameter;
  }
  const key = segment.toLowerCase();
  let child = node.literals.get(key);
  if (child === undefined) node.literals.set(key, (child = newNode()));
  return child;
}

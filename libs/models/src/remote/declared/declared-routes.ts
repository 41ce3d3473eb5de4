import type { RemoteRouteOptions } from '../../model/remoting/remote-method-options.js';
import { isStatus } from './declared-results.js';
import type { RemoteRoute, Verb } from '../remote-method.js';

const VERBS: Readonly<Record<string, Verb>> = {
  get: 'get',
  post: 'post',
  put: 'put',
  patch: 'patch',
  del: 'delete',
  delete: 'delete',
  head: 'head',
  all: 'all',
};

/** The routes of a declared method; without any, every verb and the name of the method. */
export function declaredRoutes(
  name: string,
  http: RemoteRouteOptions | readonly RemoteRouteOptions[] | undefined,
): readonly RemoteRoute[] {
  const isStatic = !name.startsWith('prototype.');
  const ownName = isStatic ? name : name.slice('prototype.'.length);
  const written = http === undefined ? [{}] : ([http].flat() as readonly RemoteRouteOptions[]);
  return (written.length === 0 ? [{}] : written).map((route: RemoteRouteOptions) => {
    const { verb = 'all', path = `/${ownName}`, status, errorStatus } = route;
    const known = VERBS[String(verb).toLowerCase()];
    if (known === undefined)
      throw new Error(`unknown verb ${JSON.stringify(verb)}; it must be one of ${Object.keys(VERBS).join(', ')}`);
    for (const each of [status, errorStatus])
      if (each !== undefined && !isStatus(each))
        throw new Error(`${JSON.stringify(each)} is no status from 200 to 599`);
    const below = path.startsWith('/') ? path : `/${path}`;
    return {
      verb: known,
      path: isStatic ? below : `/:id${below === '/' ? '' : below}`,
      ...(status === undefined ? {} : { status }),
      ...(errorStatus === undefined ? {} : { errorStatus }),
    };
  });
}

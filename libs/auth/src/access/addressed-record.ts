import { contextOf, type RemoteArgument, type RemoteCall } from '@loopnest/models';

const BY_BODY = new Set(['patchOrCreate', 'replaceOrCreate']);

/**
 * Id of the record that a call addresses (the chapter on auth, section 4): the parameter `id` of the path, else the argument
 * `id` that the method declares, else the id within the body of the two methods that take the record whole. Anything else
 * that a request calls `id` is no claim.
 */
export function recordOf(call: RemoteCall): unknown {
  const id = addressedBy(call);
  // An object would be a condition to whoever looks the record up.
  return typeof id === 'object' || typeof id === 'function' ? undefined : id;
}

function addressedBy(call: RemoteCall): unknown {
  const { method, params } = call;
  const text = params.get('id');
  if (text !== undefined) {
    const index = method.accepts.findIndex(isOfPath);
    return index < 0 ? text : (call.given?.[index] ?? text);
  }
  const { args } = contextOf(call);
  if (method.accepts.some(({ arg }) => arg === 'id')) return args['id'];
  return BY_BODY.has(method.name) ? idWithin(args['data'], call) : undefined;
}

/** Whether an argument is the parameter `id` of the path. */
function isOfPath({ arg, parameter = arg, source, declaration }: RemoteArgument): boolean {
  return parameter === 'id' && (source === 'path' || (source === undefined && declaration?.http === undefined));
}

function idWithin(data: unknown, { model }: RemoteCall): unknown {
  const name = model.getIdName();
  return name !== undefined && typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? (data as Record<string, unknown>)[name]
    : undefined;
}

import type { OperationOptions, RemoteContext } from '@loopnest/models';
import { asRegistration, withoutGuarded } from '../saving/guarded-properties.js';
import { ofBody } from '../saving/of-body.js';
import type { UserClass } from '../user.js';

type Data = Readonly<Record<string, unknown>>;

/** Says of the data that clients send that they are theirs, and takes out what they may not set. */
export function guardArguments(model: UserClass): void {
  clean(model, 'create', asRegistration);
  for (const method of ['prototype.patchAttributes', 'updateAll'])
    clean(model, method, (data) => withoutGuarded(data, model));
  // Whether a user is registered, or what has to stay, is known later.
  for (const method of ['patchOrCreate', 'replaceOrCreate', 'upsertWithWhere', 'replaceById', 'bulkUpdate'])
    mark(model, method, 'as sent');
  for (const method of ['changePassword', 'setPassword']) mark(model, method, 'cleaned');
}

function clean(model: UserClass, method: string, change: (data: Data) => Data): void {
  model.beforeRemote(method, (({ args }: RemoteContext) => {
    const { data } = args;
    args['data'] = Array.isArray(data) ? data.map((item) => changeObject(item, change)) : changeObject(data, change);
    args['options'] = ofBody(args['options'] as OperationOptions, 'cleaned');
  }) as never);
}

function mark(model: UserClass, method: string, state: 'as sent' | 'cleaned'): void {
  model.beforeRemote(method, (({ args }: RemoteContext) => {
    args['options'] = ofBody(args['options'] as OperationOptions, state);
  }) as never);
}

function changeObject(data: unknown, change: (data: Data) => Data): unknown {
  return typeof data === 'object' && data !== null ? change(data as Data) : data;
}

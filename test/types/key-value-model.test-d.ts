import {
  type AnyModel,
  ConnectorRegistry,
  DataSource,
  InjectModel,
  type KeyFilter,
  type KeyIterator,
  type KeyValueConnector,
  type KeyValueModelClass,
  KeyValueModelController,
  type KeyValueStore,
  ModelController,
  ModelsModule,
} from '@loopnest/models';
import { expectTypeOf } from 'vitest';

interface Session {
  user: string;
}

declare const Sessions: KeyValueModelClass<Session>;

expectTypeOf(await Sessions.get('a')).toEqualTypeOf<Session | null>();
expectTypeOf(await Sessions.ttl('a')).toEqualTypeOf<number | undefined>();
expectTypeOf(await Sessions.keys({ match: 'a*' })).toEqualTypeOf<string[]>();
expectTypeOf(Sessions.iterateKeys()).toEqualTypeOf<KeyIterator>();
expectTypeOf(await Sessions.iterateKeys().next()).toEqualTypeOf<string | undefined>();
expectTypeOf(Sessions.set('a', { user: 'Ada' }, { ttl: 5 })).toEqualTypeOf<Promise<void>>();
expectTypeOf(Sessions.set('a', { user: 'Ada' }, 5, () => undefined)).toEqualTypeOf<void>();
Sessions.get('a', (error, session) => {
  expectTypeOf(error).toBeUnknown();
  expectTypeOf(session).toEqualTypeOf<Session | null | undefined>();
});
for await (const key of Sessions.iterateKeys({ match: 'a*' })) await Sessions.delete(key);
await Sessions.deleteAll();
expectTypeOf(Sessions.base).toEqualTypeOf<AnyModel | undefined>();

export function wrong(): unknown[] {
  return [
    // @ts-expect-error no such value
    Sessions.set('a', { usr: 'Ada' }),
    // @ts-expect-error nothing is no value
    Sessions.set('a', null),
    // @ts-expect-error keys are texts
    Sessions.get(5),
    // @ts-expect-error a time to live is a number
    Sessions.set('a', { user: 'Ada' }, { ttl: '5' }),
    // @ts-expect-error keys are found by match alone
    Sessions.keys({ where: {} }),
    // @ts-expect-error there are no instances
    Sessions.create({ user: 'Ada' }),
  ];
}

export class Login {
  constructor(@InjectModel('Session') readonly Sessions: KeyValueModelClass<Session>) {}
}

@ModelController('Session')
export class SessionsController extends KeyValueModelController<Session> {
  override async get(key: string) {
    expectTypeOf(this.model).toEqualTypeOf<KeyValueModelClass<Session>>();
    return super.get(key.toLowerCase());
  }

  override keys(filter?: KeyFilter) {
    return super.keys({ match: `a${filter?.match ?? '*'}` });
  }
}

declare const store: KeyValueStore;
const connector: KeyValueConnector = {
  name: 'kv-mine',
  base: 'KeyValueModel',
  openService: async () => store,
};
ModelsModule.forRoot({ connectors: [connector], dataSources: { shelf: { connector: 'kv-mine' } } });
const connectors = new ConnectorRegistry().register(connector);
const shelf = new DataSource('shelf', { connector: 'kv-mine' }, { connectors });
expectTypeOf(shelf.keyValues).toEqualTypeOf<KeyValueStore>();

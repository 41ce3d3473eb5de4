import {
  type BelongsTo,
  createRegistry,
  DataSource,
  type DataSourceSettings,
  type DefinedModel,
  type EmbedsMany,
  type EmbedsOne,
  type HasMany,
  type HasManyThrough,
  type HasOne,
  type ModelInstance,
  type NamedScope,
  type ReferencesMany,
} from '@loopnest/models';

interface Customer {
  id: number;
  name: string;
  isVip: boolean;
  orders: HasMany<Order> & { open: NamedScope<Order>; total(): Promise<number> };
  profile: HasOne<Profile>;
  address: EmbedsOne<Address>;
  phones: EmbedsMany<Phone>;
  favourites: ReferencesMany<Tag>;
  pictures: HasMany<Picture>;
}

interface Order {
  id: number;
  text: string;
  amount: number;
  isOpen: boolean;
  customerId: number;
  customer: BelongsTo<Customer>;
  tags: HasManyThrough<Tag>;
  products: HasManyThrough<Product, Line>;
}

interface Product {
  id: number;
  name: string;
}

interface Line {
  id: number;
  count: number;
}

interface Profile {
  id: number;
  about: string;
}

interface Tag {
  id: number;
  name: string;
}

interface Picture {
  id: number;
  url: string;
  imageable: BelongsTo<Customer>;
}

interface Address {
  city: string;
}

interface Phone {
  id: number;
  number: string;
}

/** Section 6 of the programmatic API: relations, scopes and includes. */
export async function relations(settings: DataSourceSettings): Promise<object> {
  const registry = createRegistry();
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' }, registry);

  // Declared in the definition, also before the other side is there …
  const Customer = db.createModel<Customer>({
    name: 'Customer',
    properties: { name: 'string', isVip: { type: 'boolean', default: false } },
    scopes: { vip: { where: { isVip: true } }, early: { where: { id: { lt: 2 } } } },
    relations: {
      profile: { type: 'hasOne', model: 'Profile' },
      address: { type: 'embedsOne', model: 'Address' },
      phones: { type: 'embedsMany', model: 'Phone' },
      favourites: { type: 'referencesMany', model: 'Tag' },
      pictures: { type: 'hasMany', model: 'Picture', polymorphic: 'imageable' },
    },
  }) as DefinedModel<Customer> & { vip: NamedScope<Customer> & { early: NamedScope<Customer> } };
  // What is only embedded has no table.
  const values = new DataSource('values', { connector: 'transient' }, registry);
  values.define('Address', { city: String }, { base: 'Model', idInjection: false });
  values.define('Phone', { id: { type: Number, id: true }, number: String }, { base: 'Model' });
  db.define('Profile', { about: String });
  const Picture = db.define<Picture>('Picture', { url: String });
  Picture.belongsTo('imageable', { polymorphic: true });

  // … or in code.
  const Order = db.define<Order>('Order', { text: String, amount: Number, isOpen: { type: Boolean, default: true } });
  const Tag = db.define<Tag>('Tag', { name: String });
  const Product = db.define<Product>('Product', { name: String });
  const Line = db.define<Line>('Line', { count: Number });
  Order.scope('open', { where: { isOpen: true } });
  Order.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' });
  Order.hasAndBelongsToMany(Tag, { as: 'tags' });
  Order.hasMany(Product, { as: 'products', through: Line });
  Line.belongsTo(Order, { as: 'order' });
  Line.belongsTo(Product, { as: 'product' });
  Customer.hasMany(Order, {
    as: 'orders',
    foreignKey: 'customerId',
    scopeMethods: {
      async total(this: { modelInstance: ModelInstance<Customer> }) {
        return (await this.modelInstance.orders.find()).reduce((sum, { amount }) => sum + amount, 0);
      },
    },
  });

  const ada = await Customer.create({ name: 'Ada', isVip: true });
  const bob = await Customer.create({ name: 'Bob', isVip: true });
  const toMany = await useToMany(ada);
  const toOne = await useToOne(ada, bob, Order);
  const linked = await useLinks(ada, Order, Tag, Product);
  const embedded = await useEmbedded(ada, Customer);
  await ada.pictures.create({ url: 'ada.png' });

  const scopes = {
    vip: namesOf(await Customer.vip({ order: 'name' })),
    chained: [await Customer.vip.early.count(), await ada.orders.open.count()],
    made: (await Customer.vip.create({ name: 'Cy' })).isVip,
    methods: await ada.orders.total(),
  };
  const described = Object.fromEntries(
    Object.values(Order.relations).map(
      ({ name, type, keyFrom, keyTo, multiple, modelTo, modelThrough, keyThrough }) => [
        name,
        [type, keyFrom, keyTo, multiple, modelTo?.modelName, modelThrough?.modelName, keyThrough],
      ],
    ),
  );

  // Names, lists, objects, and with filters of their own; the options of the call reach the hooks of what is included.
  const users: unknown[] = [];
  Order.observe('access', async ({ options }) => void users.push(options['user']));
  const [included] = await Customer.find(
    {
      where: { name: 'Ada' },
      include: [
        'profile',
        { pictures: 'imageable' },
        {
          relation: 'orders',
          scope: {
            order: 'amount DESC',
            limit: 1,
            fields: ['id', 'text', 'customerId'],
            include: ['tags', 'products'],
          },
        },
        'favourites',
      ],
    },
    { user: 'Ada' },
  );
  await Customer.include([bob], 'orders');
  const includes = {
    shown: included?.toJSON(),
    called: included?.orders()?.map(({ text }) => text),
    cached: Object.keys(included?.__cachedRelations ?? {}).toSorted(),
    later: bob.toJSON()['orders'],
    user: users[0],
  };
  await db.disconnect();
  return { toMany, toOne, linked, embedded, scopes, described, includes };
}

async function useToMany({ orders, id }: ModelInstance<Customer>): Promise<object> {
  const first = await orders.create({ text: 'tea', amount: 4 });
  const built = orders.build({ text: 'rum', amount: 9, isOpen: false });
  await built.save();
  await orders.create([
    { text: 'ice', amount: 1 },
    { text: 'gin', amount: 7 },
  ]);
  await orders.destroy((await orders.findOne({ where: { text: 'ice' } }))?.id);
  const before = orders();
  await orders.getAsync();
  return {
    keys: [first.customerId === id, built.customerId === id],
    before,
    cached: orders()?.length,
    filtered: (await orders({ where: { amount: { gt: 5 } }, order: 'amount' })).map(({ text }) => text),
    fresh: (await orders({}, true)).length,
    findById: (await orders.findById(first.id)).text,
    exists: await orders.exists(first.id),
    updateById: (await orders.updateById(first.id, { amount: 5 })).amount,
    count: await orders.count({ isOpen: true }),
    destroyAll: await orders.destroyAll({ text: 'gin' }),
  };
}

async function useToOne(
  ada: ModelInstance<Customer>,
  bob: ModelInstance<Customer>,
  Order: DefinedModel<Order>,
): Promise<object> {
  const profile = await ada.profile.create({ about: 'Numbers' });
  const changed = await ada.profile.update({ about: 'Numbers and notes' });
  const order = await Order.findOne({ where: { text: 'tea' } });
  const before = order?.customer();
  const customer = await order?.customer.get();
  order?.customer(bob);
  await order?.save();
  const ofBob = (await order?.reload())?.customerId === bob.id;
  await order?.updateAttribute('customerId', ada.id);
  return { profile: [profile === changed, (await ada.profile.get())?.about], before, customer: customer?.name, ofBob };
}

async function useLinks(
  ada: ModelInstance<Customer>,
  Order: DefinedModel<Order>,
  Tag: DefinedModel<Tag>,
  Product: DefinedModel<Product>,
): Promise<object> {
  const order = await Order.findOne({ where: { text: 'rum' } });
  const [hot, cold] = await Tag.create([{ name: 'hot' }, { name: 'cold' }]);
  const jug = await Product.create({ name: 'jug' });
  await order?.tags.add(hot);
  await order?.tags.add(cold?.id);
  await order?.tags.remove(cold);
  await order?.tags.create({ name: 'new' });
  const line = await order?.products.add(jug, { count: 3 });
  await ada.favourites.add(hot);
  await ada.favourites.create({ name: 'own' });
  return {
    tags: namesOf((await order?.tags.find({ order: 'name' })) ?? []),
    linked: [await order?.tags.exists(hot), await order?.tags.exists(cold)],
    line: [line?.count, await order?.products.count()],
    favourites: namesOf(await ada.favourites.find({ order: 'name' })),
  };
}

async function useEmbedded(ada: ModelInstance<Customer>, Customer: DefinedModel<Customer>): Promise<object> {
  await ada.address.create({ city: 'London' });
  await ada.address.update({ city: 'Paris' });
  const phone = await ada.phones.create({ number: '1' });
  await ada.phones.create({ number: '2' });
  await ada.phones.updateById(phone.id, { number: '11' });
  // Without a callback, in memory and at once.
  ada.phones.set(phone.id, { number: '111' });
  ada.phones.build({ number: '3' });
  await ada.save();
  const stored = await Customer.findById(ada.id);
  await ada.address.destroy();
  return {
    address: stored?.address.value(),
    phones: stored?.phones.value().map(({ number }) => number),
    at: stored?.phones.at(0)?.number,
    got: stored?.phones.get(phone.id)?.number,
    unset: [ada.phones.unset(phone.id), ada.phones.exists(phone.id)],
    gone: ada.address.value(),
  };
}

function namesOf(instances: readonly { readonly name: string }[]): string[] {
  return instances.map(({ name }) => name);
}

import {
  DataSource,
  type DataSourceSettings,
  type EmbedsMany,
  type HookContext,
  type ModelInstance,
} from '@loopnest/models';

interface Line {
  id: number;
  product: string;
}

interface Order {
  id: number;
  number: string;
  total: number;
  owner: string;
  lines: Line[];
  lineList: EmbedsMany<Line>;
}

/** Section 4 of the programmatic API: observers of what is done with a model. */
export async function hooks(settings: DataSourceSettings): Promise<object> {
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' });
  const Document = db.registry.createModel('Document', { number: String, owner: String });
  const Order = Document.extend<Order>('Order', { total: Number, lines: ['Line'] });
  const Line = db.registry.createModel<Line>('Line', { id: { type: Number, id: true }, product: String });
  Order.embedsMany(Line, { as: 'lineList', property: 'lines' });
  Order.attachTo(db);
  const log: string[] = [];

  // Those of the base go first, then in the order of registration; with a promise, or with `next`.
  Document.observe('before save', async () => void log.push('of the base'));
  Order.observe('before save', (context, next) => {
    context.hookState['began'] = context.isNewInstance === true ? 'creation' : 'update';
    if (context.instance !== undefined) context.instance.number ??= 'N1';
    if (context.data !== undefined) context.data = { ...context.data, number: 'N2' };
    next();
  });
  Order.observe('persist', async ({ data, isNewInstance }) => {
    log.push(`persist ${String(data?.['number'])} ${String(isNewInstance)}`);
  });
  Order.observe('loaded', async ({ data }) => {
    if (data?.['total'] === null) data['total'] = 0;
  });
  Order.observe('after save', async ({ instance, hookState, options }) => {
    log.push(`after ${String(hookState['began'])} of ${instance?.number} for ${String(options['user'])}`);
  });
  // What is asked for may be narrowed, and what is deleted.
  Order.observe('access', async (context) => {
    const { user } = context.options;
    if (user !== undefined)
      context.query = { ...context.query, where: { and: [context.query?.['where'], { owner: user }] } };
  });
  Order.observe('before delete', async (context) => {
    context.where = { and: [context.where, { total: 0 }] };
  });
  Order.observe('after delete', async ({ info }) => void log.push(`deleted ${info?.count}`));
  for (const event of ['before save', 'after save', 'before delete', 'after delete']) {
    Line.observe(event, async ({ instance }: HookContext<ModelInstance<Line>>) => {
      log.push(`${event} of line ${instance?.product}`);
    });
  }
  const refuse = async () => Promise.reject(new Error('Not today'));

  const order = await Order.create({ owner: 'Ada', total: 12 }, { user: 'Ada' });
  await order.updateAttributes({ total: 15 }, { user: 'Ada' });
  await Order.updateAll({ owner: 'Ada' }, { total: 20 });
  await Order.create({ owner: 'Bob', number: 'B1' });
  const ofBob = await Order.find({}, { user: 'Bob' });
  const line = await order.lineList.create({ product: 'Tea' });
  await order.lineList.destroy(line.id);

  Order.observe('before save', refuse);
  const refused = await Order.create({ owner: 'Cy' }).catch((error: Error) => error.message);
  Order.removeObserver('before save', refuse);
  Order.clearObservers('persist');
  const silent = await Order.create({ owner: 'Di', total: 0 }, { notify: false });
  const notified = await Order.notifyObserversOf('loaded', { data: { total: null } });
  const removed = await Order.destroyAll();
  const left = await Order.count();
  await db.disconnect();
  return { log, ofBob, refused, silent, notified, removed, left };
}

/** Models in which the deviations of the chapter on REST show. */
export const restModels: readonly Record<string, unknown>[] = [
  {
    name: 'Book',
    properties: {
      title: { type: 'string', required: true },
      isbn: { type: 'string', index: { unique: true } },
      pages: { type: 'number', postgresql: { dataType: 'integer' } },
      price: 'number',
      published: 'date',
      shelf: { type: 'string', postgresql: { dataType: 'varchar', dataLength: 3 } },
      secret: 'string',
    },
    hidden: ['secret'],
  },
  { name: 'Word', properties: { key: { type: 'string', id: true }, text: 'string' } },
  { name: 'Ticket', properties: { ticketNo: { type: 'number', id: true, generated: true }, seat: 'string' } },
  { name: 'Shelf', properties: { no: { type: 'number', id: true }, title: 'string' } },
  { name: 'Coin', properties: { value: 'number' }, forceId: false },
  {
    name: 'Parcel',
    properties: { id: { type: 'string', id: true, generated: true, postgresql: { dataType: 'uuid' } }, name: 'string' },
  },
  { name: 'Strict', strict: true, properties: { name: 'string' } },
  { name: 'Quiet', properties: { name: 'string' } },
  { name: 'Firm', properties: { name: 'string' }, strictDelete: true },
];

/** `destroyAll` is on; of `Quiet` there are no `findOne`, `count`, `exists` and `updateAll`. */
export const restModelConfig: Record<string, unknown> = {
  Quiet: {
    dataSource: 'db',
    options: { remoting: { sharedMethods: { findOne: false, count: false, updateAll: false, exists: false } } },
  },
};

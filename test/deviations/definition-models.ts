/** Models in which the deviations of the chapter on definitions show. */
export const definitionModels: readonly Record<string, unknown>[] = [
  {
    name: 'Advert',
    properties: {
      title: 'string',
      box: { type: 'string', index: { unique: true } },
      code: { type: 'string', postgresql: { dataType: 'varchar', dataLength: 5 } },
    },
  },
  { name: 'Code', properties: { key: { type: 'string', id: true }, label: 'string' } },
  {
    name: 'Seat',
    properties: { row: 'number', place: 'number' },
    indexes: { seat_place: { keys: { row: 1, place: 1 }, options: { unique: true } } },
  },
  {
    name: 'Guest',
    properties: { name: 'string', secret: { type: 'string', index: { unique: true } } },
    hidden: ['secret'],
  },
  { name: 'Limit', properties: { unit: 'string', size: { type: 'number', postgresql: { nullable: 'NO' } } } },
  {
    name: 'Thing',
    properties: {
      label: 'string',
      weight: 'number',
      fragile: 'boolean',
      tags: ['string'],
      sizes: ['number'],
      flags: ['boolean'],
      days: ['date'],
      extra: 'any',
      info: 'object',
      packed: { type: 'object', postgresql: { dataType: 'jsonb' } },
      box: { width: 'number', height: 'number' },
      label2: 'Label',
      place: 'GeoPoint',
      born: 'DateString',
    },
  },
  { name: 'Label', properties: { text: 'string' } },
  { name: 'Measure', properties: { value: { type: 'number', required: true } } },
  {
    name: 'Default',
    properties: {
      count: { type: 'number', default: '5' },
      day: { type: 'date', default: '2020-05-05' },
      active: { type: 'boolean', default: 'false' },
      name: { type: 'string', default: 7 },
      list: { type: ['number'], default: ['1', 2] },
      point: { type: 'GeoPoint', default: '1,2' },
      nested: { type: { size: 'number' }, default: { size: '3' } },
    },
  },
  {
    name: 'Parcel',
    properties: {
      id: { type: 'string', id: true, generated: true, postgresql: { dataType: 'uuid' } },
      name: 'string',
    },
  },
  { name: 'Person', plural: 'people-of-note', http: { path: 'people-of-note' }, properties: { name: 'string' } },
  { name: 'Heir', base: 'Person', properties: {} },
  { name: 'Ticket', properties: { name: 'string' } },
  { name: 'Strict', strict: true, properties: { name: 'string' } },
  {
    name: 'Account',
    properties: {
      price: { type: 'number', postgresql: { dataType: 'numeric', dataPrecision: 20, dataScale: 2 } },
      total: { type: 'number', postgresql: { dataType: 'bigint' } },
      ratio: { type: 'number', postgresql: { dataType: 'numeric' } },
    },
  },
  {
    name: 'Pair',
    properties: { a: { type: 'number', id: 1 }, b: { type: 'number', id: 2 }, note: 'string' },
  },
];

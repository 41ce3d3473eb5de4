/** Readers with everything that can be embedded in them: values that live nowhere else, and such that are rows, too. */
export const embeddedModels = [
  {
    name: 'Reader',
    properties: { name: 'string' },
    relations: {
      badges: { type: 'embedsMany', model: 'Badge', property: 'badgeList', options: { persistent: true } },
      card: { type: 'embedsOne', model: 'Card', property: 'cardData', options: { persistent: true } },
      phones: { type: 'embedsMany', model: 'Phone', property: 'phoneList' },
      cabins: { type: 'embedsMany', model: 'Phone', property: 'cabinList', scope: { where: { label: 'cabin' } } },
      passport: { type: 'embedsOne', model: 'Passport', property: 'passportData' },
      stamps: { type: 'embedsMany', model: 'Stamp', property: 'stampList' },
      readings: { type: 'embedsMany', model: 'Reading', property: 'readingList', options: { belongsTo: 'book' } },
    },
  },
  { name: 'Badge', forceId: false, properties: { title: { type: 'string', required: true } } },
  { name: 'Card', forceId: false, properties: { code: 'string' } },
  { name: 'Book', properties: { title: 'string' }, relations: { author: { type: 'belongsTo', model: 'Author' } } },
  { name: 'Author', properties: { name: 'string' } },
  {
    name: 'Phone',
    base: 'Model',
    properties: {
      id: { type: 'number', id: true },
      label: 'string',
      number: { type: 'string', required: true },
      since: 'date',
      pin: 'string',
    },
    hidden: ['pin'],
  },
  { name: 'Passport', base: 'Model', properties: { number: { type: 'string', required: true } } },
  { name: 'Stamp', base: 'Model', properties: { place: 'string' } },
  {
    name: 'Reading',
    base: 'Model',
    properties: { id: { type: 'number', id: true }, note: 'string' },
    relations: { book: { type: 'belongsTo', model: 'Book' } },
  },
];

const db = { dataSource: 'db' };
const transient = { dataSource: 'transient', public: false };

export const embeddedModelConfig = {
  Reader: db,
  Badge: db,
  Card: db,
  Book: db,
  Author: db,
  Phone: transient,
  Passport: transient,
  Stamp: transient,
  Reading: transient,
};

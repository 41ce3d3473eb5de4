/** A tree of relations of all types, over two data sources. */
export const includedModels: readonly Record<string, unknown>[] = [
  {
    name: 'Country',
    properties: { name: 'string', mottoData: 'object' },
    relations: {
      cities: { type: 'hasMany', model: 'City' },
      capital: { type: 'hasOne', model: 'Capital' },
      continent: { type: 'belongsTo', model: 'Continent' },
      languages: { type: 'hasMany', model: 'Language', through: 'Speaking' },
      leagues: { type: 'hasAndBelongsToMany', model: 'League' },
      friends: { type: 'referencesMany', model: 'Country', foreignKey: 'friendIds' },
      flags: { type: 'hasMany', model: 'Flag', polymorphic: 'bearer' },
      sights: { type: 'embedsMany', model: 'Sight', property: 'sightList' },
      motto: { type: 'embedsOne', model: 'Motto', property: 'mottoData' },
      stamps: { type: 'hasMany', model: 'Stamp' },
    },
  },
  {
    name: 'City',
    properties: { name: 'string' },
    relations: {
      country: { type: 'belongsTo', model: 'Country' },
      streets: { type: 'hasMany', model: 'Street' },
      languages: { type: 'hasMany', model: 'Language', through: 'Signposting' },
    },
  },
  {
    name: 'Street',
    properties: { name: 'string' },
    relations: { houses: { type: 'hasMany', model: 'House' }, city: { type: 'belongsTo', model: 'City' } },
  },
  { name: 'House', properties: { no: 'number' } },
  { name: 'Capital', properties: { name: 'string' } },
  { name: 'Continent', properties: { name: 'string' } },
  { name: 'Language', properties: { name: 'string' }, relations: { books: { type: 'hasMany', model: 'Book' } } },
  { name: 'Book', properties: { title: 'string' }, relations: { language: { type: 'belongsTo', model: 'Language' } } },
  {
    name: 'Speaking',
    relations: { country: { type: 'belongsTo', model: 'Country' }, language: { type: 'belongsTo', model: 'Language' } },
  },
  {
    name: 'Signposting',
    relations: { city: { type: 'belongsTo', model: 'City' }, language: { type: 'belongsTo', model: 'Language' } },
  },
  { name: 'League', properties: { name: 'string' }, relations: { cups: { type: 'hasMany', model: 'Cup' } } },
  { name: 'Cup', properties: { year: 'number' } },
  {
    name: 'Flag',
    properties: { colour: 'string' },
    relations: { bearer: { type: 'belongsTo', polymorphic: true } },
  },
  {
    name: 'Sight',
    base: 'Model',
    properties: { id: { type: 'number', id: true }, name: 'string' },
    relations: { city: { type: 'belongsTo', model: 'City' } },
  },
  {
    name: 'Motto',
    base: 'Model',
    properties: { text: 'string' },
    relations: { language: { type: 'belongsTo', model: 'Language' } },
  },
  {
    name: 'Stamp',
    properties: { value: 'number' },
    relations: { country: { type: 'belongsTo', model: 'Country' }, printer: { type: 'belongsTo', model: 'Printer' } },
  },
  { name: 'Printer', properties: { name: 'string' } },
];

const EMBEDDED = ['Sight', 'Motto'];
const ELSEWHERE = ['Stamp', 'Printer'];

export const includedModelConfig = Object.fromEntries(
  includedModels.map(({ name }) => {
    if (EMBEDDED.includes(String(name))) return [name, { dataSource: 'transient', public: false }];
    return [name, { dataSource: ELSEWHERE.includes(String(name)) ? 'other' : 'db' }];
  }),
);

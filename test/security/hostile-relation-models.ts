type Row = Record<string, unknown>;

const nested = { nestRemoting: true };
const SECRET = { secret: 'string' } as const;

/** A model that hides its secret, and what stands in `hidden` beside it. */
function model(
  name: string,
  properties: object,
  { hidden = [], ...others }: { hidden?: readonly string[]; relations?: object; base?: string } = {},
): Row {
  return { name, properties: { ...properties, ...SECRET }, hidden: ['secret', ...hidden], ...others };
}

/** A zoo with relations of all types; all models have a hidden property. */
export const RELATION_MODELS: readonly Row[] = [
  model(
    'Zoo',
    { name: 'string', spyIds: ['number'] },
    {
      hidden: ['spyIds'],
      relations: {
        cages: { type: 'hasMany', model: 'Cage', options: nested },
        gate: { type: 'hasOne', model: 'Gate', options: nested },
        vets: { type: 'referencesMany', model: 'Vet' },
        spies: { type: 'referencesMany', model: 'Vet', foreignKey: 'spyIds' },
        sponsors: { type: 'hasMany', model: 'Sponsor', through: 'Sponsorship' },
        friends: { type: 'hasAndBelongsToMany', model: 'Sponsor', through: 'Friendship' },
        photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
        rooms: { type: 'embedsMany', model: 'Room', property: 'roomList' },
        sign: { type: 'embedsOne', model: 'Sign', property: 'signData' },
        shadows: { type: 'hasMany', model: 'Shadow' },
        closed: { type: 'hasMany', model: 'Cage', options: { disableInclude: true } },
      },
    },
  ),
  model(
    'Cage',
    { name: 'string', size: 'number', extra: 'any' },
    {
      relations: {
        zoo: { type: 'belongsTo', model: 'Zoo' },
        beasts: { type: 'hasMany', model: 'Beast' },
        photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
      },
    },
  ),
  model('Beast', { name: 'string' }, { relations: { cage: { type: 'belongsTo', model: 'Cage' } } }),
  model('Gate', { name: 'string' }, { relations: { locks: { type: 'hasMany', model: 'Lock' } } }),
  model('Lock', { name: 'string' }),
  model('Vet', { name: 'string' }),
  model('Sponsor', { name: 'string' }),
  model(
    'Sponsorship',
    { sum: 'number' },
    { relations: { zoo: { type: 'belongsTo', model: 'Zoo' }, sponsor: { type: 'belongsTo', model: 'Sponsor' } } },
  ),
  model('Friendship', {}),
  model('Photo', { name: 'string' }, { relations: { subject: { type: 'belongsTo', polymorphic: true } } }),
  model('Shadow', { name: 'string' }, { hidden: ['zooId'] }),
  model(
    'Room',
    { id: { type: 'number', id: true }, name: 'string' },
    { base: 'Model', relations: { vet: { type: 'belongsTo', model: 'Vet' } } },
  ),
  model('Sign', { text: 'string' }, { base: 'Model' }),
];

/** Relations of a zoo that lead to many, by their paths. */
export const TO_MANY = [
  'cages',
  'vets',
  'spies',
  'sponsors',
  'friends',
  'photos',
  'rooms',
  'shadows',
  'closed',
] as const;
export const TO_ONE = ['gate', 'sign'] as const;
/** Those whose rows are linked by their keys. */
export const LINKED = ['vets', 'spies', 'sponsors', 'friends'] as const;
export const RELATIONS = [...TO_MANY, ...TO_ONE] as const;

/** Whose rows nobody asks to be changed. Its id is none that a value of the corpus could be taken for. */
export const VICTIM = 3;
/** Whose rows are written to. */
export const ATTACKED = 2;

/** Rows of three zoos; `secret` is what stands in hidden properties. Children of the zoo `n` have the ids `2n - 1` and `2n`. */
export function relationSeeds(secret: string): Readonly<Record<string, readonly Row[]>> {
  const zoos = [1, 2, 3];
  const pairs = zoos.flatMap((zooId) => [zooId * 2 - 1, zooId * 2].map((id) => ({ zooId, id })));
  const named = (what: string, keys: object, id: number): Row => ({ name: `${what} ${String(id)}`, secret, ...keys });
  return {
    Zoo: zoos.map((id) => ({
      name: `zoo ${String(id)}`,
      secret,
      vetIds: [id * 2 - 1, id * 2],
      spyIds: [id * 2],
      roomList: [1, 2].map((room) => ({ id: room, name: `room ${String(room)}`, secret, vetId: id })),
      signData: { text: 'no feeding', secret },
    })),
    Cage: pairs.map(({ zooId, id }) => named('cage', { zooId, size: id }, id)),
    Beast: pairs.map(({ id }) => named('beast', { cageId: id }, id)),
    Gate: zoos.map((id) => named('gate', { zooId: id }, id)),
    Lock: pairs.map(({ zooId, id }) => named('lock', { gateId: zooId }, id)),
    Vet: pairs.map(({ id }) => named('vet', {}, id)),
    Sponsor: pairs.map(({ id }) => named('sponsor', {}, id)),
    Sponsorship: pairs.map(({ zooId, id }) => ({ zooId, sponsorId: id, sum: id, secret })),
    Friendship: pairs.map(({ zooId, id }) => ({ zooId, sponsorId: id, secret })),
    Photo: pairs.map(({ zooId, id }) => named('photo', { subjectId: zooId, subjectType: 'Zoo' }, id)),
    Shadow: pairs.map(({ zooId, id }) => named('shadow', { zooId }, id)),
  };
}

/** Tables that writing to the relations of one zoo may change. */
export const RELATION_TABLES: readonly string[] = Object.keys(relationSeeds(''));

/** Models in which the deviations of the chapter on querying show. */
export const queryModels: readonly Record<string, unknown>[] = [
  {
    name: 'Star',
    properties: {
      id: { type: 'number', id: true },
      name: 'string',
      magnitude: 'number',
      planets: { type: 'number', postgresql: { dataType: 'integer' } },
      nakedEye: 'boolean',
      discovered: 'date',
      aliases: ['string'],
      survey: 'object',
      packed: { type: 'object', postgresql: { dataType: 'jsonb' } },
      device: { kind: 'string', power: 'number' },
      note: 'any',
      place: 'GeoPoint',
      secret: 'string',
    },
    hidden: ['secret'],
  },
  {
    name: 'Harbour',
    properties: { code: { type: 'string', id: true }, berths: 'number', location: 'GeoPoint' },
  },
  {
    name: 'Parcel',
    properties: { id: { type: 'string', id: true, generated: true, postgresql: { dataType: 'uuid' } }, name: 'string' },
  },
];

/** The stars of the chapter's examples, the seventh without any value but its name. */
export const stars: readonly Record<string, unknown>[] = [
  {
    id: 1,
    name: 'Sirius',
    magnitude: -1.46,
    planets: 0,
    nakedEye: true,
    discovered: '1844-01-01',
    aliases: ['Dog Star'],
    secret: 'a',
  },
  {
    id: 2,
    name: 'Vega',
    magnitude: 0.03,
    planets: 2,
    nakedEye: true,
    discovered: '1850-07-17',
    aliases: [],
    secret: 'b',
  },
  { id: 3, name: 'Kepler-186', magnitude: 15.29, planets: 5, nakedEye: false, discovered: '2014-04-17', secret: 'c' },
  { id: 4, name: 'TRAPPIST-1', magnitude: 18.8, planets: 7, nakedEye: false, discovered: '1999-01-01', secret: 'd' },
  { id: 5, name: 'Deneb', magnitude: 1.25, nakedEye: true, aliases: ['a', 'b'], secret: 'e' },
  { id: 6, name: 'sirius b', magnitude: 8.44, planets: 0, nakedEye: false, discovered: '1862-01-31', secret: 'f' },
  { id: 7, name: '100% Star_x' },
];

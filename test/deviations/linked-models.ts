/** Models that are linked by rows of a third one, and by lists of keys, in all the ways that there are. */
export const linkedModels: readonly Record<string, unknown>[] = [
  {
    name: 'Student',
    properties: { name: { type: 'string', required: true }, code: 'string' },
    relations: {
      courses: { type: 'hasMany', model: 'Course', through: 'Enrollment' },
      honours: {
        type: 'hasMany',
        model: 'Course',
        through: 'Enrollment',
        scope: { where: { grade: 'A' }, order: 'credits DESC' },
      },
      clubs: { type: 'hasAndBelongsToMany', model: 'Club' },
      coded: { type: 'hasMany', model: 'Course', through: 'Seat', primaryKey: 'code', foreignKey: 'studentCode' },
      desk: { type: 'hasOne', model: 'Desk' },
      notes: { type: 'hasMany', model: 'Note' },
    },
  },
  {
    name: 'Course',
    properties: { title: { type: 'string', required: true }, credits: 'number' },
    relations: { students: { type: 'hasMany', model: 'Student', through: 'Enrollment' } },
  },
  {
    name: 'Enrollment',
    strict: true,
    properties: { grade: 'string' },
    relations: { student: { type: 'belongsTo', model: 'Student' }, course: { type: 'belongsTo', model: 'Course' } },
  },
  { name: 'Seat', properties: { row: 'number', studentCode: 'string' }, hidden: ['studentCode'] },
  {
    name: 'Club',
    properties: { name: 'string' },
    relations: { students: { type: 'hasAndBelongsToMany', model: 'Student' } },
  },
  { name: 'Desk', properties: { place: 'string' } },
  { name: 'Note', properties: { text: 'string' } },
  {
    name: 'Artist',
    forceId: false,
    properties: { name: 'string' },
    relations: { labels: { type: 'hasMany', model: 'Label', through: 'Labelling', polymorphic: 'labelled' } },
  },
  {
    name: 'Museum',
    forceId: false,
    properties: { name: 'string' },
    relations: { labels: { type: 'hasMany', model: 'Label', through: 'Labelling', polymorphic: 'labelled' } },
  },
  {
    name: 'Label',
    properties: { word: 'string' },
    relations: {
      artists: { type: 'hasMany', model: 'Artist', through: 'Labelling', polymorphic: 'labelled', invert: true },
      museums: { type: 'hasMany', model: 'Museum', through: 'Labelling', polymorphic: 'labelled', invert: true },
    },
  },
  {
    name: 'Labelling',
    properties: { by: 'string' },
    relations: { label: { type: 'belongsTo', model: 'Label' }, labelled: { type: 'belongsTo', polymorphic: true } },
  },
  {
    name: 'Reader',
    properties: { name: 'string', secretIds: ['number'] },
    hidden: ['secretIds'],
    relations: {
      accounts: { type: 'referencesMany', model: 'Account' },
      large: {
        type: 'referencesMany',
        model: 'Account',
        foreignKey: 'largeIds',
        scope: { where: { balance: { gte: 100 } } },
      },
      secrets: { type: 'referencesMany', model: 'Account', foreignKey: 'secretIds' },
    },
  },
  { name: 'Account', properties: { name: { type: 'string', required: true }, balance: 'number' } },
];

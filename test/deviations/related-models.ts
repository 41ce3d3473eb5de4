/** Models that are related by keys in their rows, in all the ways that there are. */
export const relatedModels: readonly Record<string, unknown>[] = [
  {
    name: 'Faculty',
    properties: { name: 'string', code: 'string' },
    relations: {
      teachers: { type: 'hasMany', model: 'Teacher', options: { nestRemoting: true } },
      tutors: {
        type: 'hasMany',
        model: 'Teacher',
        scope: { where: { rank: { gt: 1 } }, order: 'name', include: 'lectures' },
      },
      office: { type: 'hasOne', model: 'Office', options: { nestRemoting: true } },
      grants: { type: 'hasMany', model: 'Grant', primaryKey: 'code', foreignKey: 'facultyCode' },
      seal: { type: 'hasOne', model: 'Seal', primaryKey: 'code', foreignKey: 'facultyCode' },
      letters: { type: 'hasMany', model: 'Letter' },
      diary: { type: 'hasOne', model: 'Diary' },
      photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
      reviews: { type: 'hasMany', model: 'Review', polymorphic: 'subject' },
    },
  },
  {
    name: 'Teacher',
    properties: { name: { type: 'string', required: true }, rank: 'number', salary: 'number' },
    relations: {
      faculty: { type: 'belongsTo', model: 'Faculty' },
      lectures: { type: 'hasMany', model: 'Lecture' },
      photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
      reviews: { type: 'hasMany', model: 'Review', polymorphic: 'subject' },
    },
  },
  {
    name: 'Lecture',
    properties: { title: 'string' },
    relations: { teacher: { type: 'belongsTo', model: 'Teacher', options: { nestRemoting: true } } },
  },
  {
    name: 'Office',
    properties: { room: 'string' },
    relations: { keys: { type: 'hasMany', model: 'OfficeKey' } },
  },
  { name: 'OfficeKey', properties: { holder: 'string' } },
  { name: 'Grant', properties: { title: 'string', facultyCode: 'string' } },
  { name: 'Seal', properties: { motto: 'string', facultyCode: 'string' } },
  /** What holds hidden keys. */
  {
    name: 'Letter',
    properties: { text: 'string' },
    hidden: ['facultyId'],
    relations: { faculty: { type: 'belongsTo', model: 'Faculty' } },
  },
  { name: 'Diary', properties: { text: 'string' }, hidden: ['facultyId'] },
  {
    name: 'Review',
    properties: { text: 'string' },
    hidden: ['subjectId', 'subjectType'],
    relations: { subject: { type: 'belongsTo', polymorphic: true } },
  },
  {
    name: 'Photo',
    properties: { title: { type: 'string', required: true } },
    relations: { subject: { type: 'belongsTo', polymorphic: true } },
  },
];

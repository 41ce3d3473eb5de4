/** A constraint of a key to the customers. */
const toCustomer = (foreignKey: string, more: object = {}): object => ({ entity: 'Customer', foreignKey, ...more });

/** Models whose keys are constrained in the database, in all the ways that there are. */
export const constrainedModels: readonly Record<string, unknown>[] = [
  {
    name: 'Customer',
    properties: { name: 'string', code: { type: 'string', index: { unique: true } } },
    relations: {
      orders: { type: 'hasMany', model: 'Order' },
      notes: { type: 'hasMany', model: 'Note' },
      profile: { type: 'hasOne', model: 'Profile' },
      tags: { type: 'hasMany', model: 'Tag', through: 'Tagging' },
    },
  },
  {
    name: 'Order',
    properties: { total: 'number' },
    relations: {
      customer: { type: 'belongsTo', model: 'Customer' },
      lines: { type: 'hasMany', model: 'Line' },
    },
    foreignKeys: { orderCustomer: toCustomer('customerId', { name: 'orderCustomer', entityKey: 'id' }) },
  },
  {
    name: 'Line',
    properties: { orderId: 'number' },
    foreignKeys: { lineOrder: { entity: 'Order', foreignKey: 'orderId' } },
  },
  {
    name: 'Note',
    properties: { text: 'string', customerId: 'number' },
    options: { foreignKeys: { noteCustomer: toCustomer('customerId', { onDelete: 'cascade', onUpdate: 'Cascade' }) } },
  },
  {
    name: 'Comment',
    properties: { noteId: 'number' },
    foreignKeys: { commentNote: { entity: 'Note', foreignKey: 'noteId', onDelete: 'RESTRICT' } },
  },
  {
    name: 'Visit',
    properties: { customerId: 'number' },
    foreignKeys: { visitCustomer: toCustomer('customerId', { onDelete: 'SET NULL' }) },
  },
  {
    name: 'Profile',
    properties: { customerId: { type: 'number', required: true } },
    foreignKeys: { profileCustomer: toCustomer('customerId', { onDelete: 'SET NULL' }) },
  },
  {
    name: 'Badge',
    properties: { customerCode: 'string' },
    foreignKeys: { badgeCustomer: toCustomer('customerCode', { entityKey: 'code' }) },
  },
  {
    name: 'Stamp',
    properties: { customerCode: 'string' },
    foreignKeys: { stampCustomer: toCustomer('customerCode', { entityKey: 'code', onUpdate: 'CASCADE' }) },
  },
  {
    name: 'Secret',
    properties: { word: 'string', customerId: 'number' },
    hidden: ['customerId'],
    foreignKeys: { secretCustomer: toCustomer('customerId', { onDelete: 'RESTRICT' }) },
  },
  { name: 'Tag', properties: { word: 'string' } },
  {
    name: 'Tagging',
    relations: { customer: { type: 'belongsTo', model: 'Customer' }, tag: { type: 'belongsTo', model: 'Tag' } },
    foreignKeys: {
      taggingCustomer: toCustomer('customerId'),
      taggingTag: { entity: 'Tag', foreignKey: 'tagId' },
    },
  },
  {
    name: 'Synonym',
    properties: { tagId: 'number' },
    foreignKeys: { synonymTag: { entity: 'Tag', foreignKey: 'tagId' } },
  },
  {
    name: 'Person',
    properties: { name: 'string', bossId: 'number' },
    relations: { team: { type: 'hasMany', model: 'Person', foreignKey: 'bossId' } },
    foreignKeys: { personBoss: { entity: 'Person', foreignKey: 'bossId' } },
  },
  {
    name: 'Folder',
    forceId: false,
    properties: { id: { type: 'number', id: true, generated: false }, parentId: 'number', customerId: 'number' },
    foreignKeys: {
      folderParent: { entity: 'Folder', foreignKey: 'parentId' },
      folderCustomer: toCustomer('customerId'),
    },
  },
  { name: 'Parcel', base: 'Order', properties: { weight: 'number' } },
];

import type { AttackedAppOptions } from './attacked-app.js';
import { rule } from './attacked-app.js';

const CLOSED = rule('DENY', '$everyone');
const OWNED = [CLOSED, rule('ALLOW', '$owner')];

/** Rows with owners of every kind; what rules let owners do, they let nobody else. */
export function ownershipModels(checkAccess: 'loopback' | 'strict'): AttackedAppOptions {
  // Without a record nobody is an owner to LoopBack: `create` has to be opened to all.
  const create = checkAccess === 'loopback' ? [rule('ALLOW', '$authenticated', 'create')] : [];
  const owned = [...OWNED, ...create];
  const user = (foreignKey: string) => ({ type: 'belongsTo', model: 'User', foreignKey });
  return {
    auth: { checkAccess },
    models: [
      { name: 'Note', properties: { text: 'string' }, relations: { owner: user('ownerId') }, acls: owned },
      { name: 'Task', properties: { text: 'string', userId: 'number' }, acls: owned },
      {
        name: 'Report',
        properties: { text: 'string' },
        ownerRelations: ['author', 'editor'],
        relations: { author: user('authorId'), editor: user('editorId') },
        acls: owned,
      },
      {
        name: 'Page',
        properties: { text: 'string' },
        ownerPath: 'note.owner',
        relations: { note: { type: 'belongsTo', model: 'Note', foreignKey: 'noteId' } },
        acls: owned,
      },
      {
        name: 'Badge',
        properties: { text: 'string' },
        relations: { holder: { type: 'belongsTo', model: 'User', foreignKey: 'holderName', primaryKey: 'username' } },
        acls: owned,
      },
      { name: 'Tag', properties: { text: 'string' }, acls: [] },
      {
        name: 'Tagging',
        relations: {
          note: { type: 'belongsTo', model: 'Note', foreignKey: 'noteId' },
          tag: { type: 'belongsTo', model: 'Tag', foreignKey: 'tagId' },
        },
        ownerPath: 'note.owner',
        acls: owned,
      },
    ],
    modelConfig: {
      User: {
        dataSource: 'db',
        public: true,
        options: { rateLimit: false },
        relations: {
          notes: { type: 'hasMany', model: 'Note', foreignKey: 'ownerId' },
          note: { type: 'hasOne', model: 'Note', foreignKey: 'ownerId' },
          tasks: { type: 'hasMany', model: 'Task', foreignKey: 'userId' },
        },
        acls: ['create', 'get', 'updateById', 'destroyById', 'findById', 'update', 'destroy', 'delete'].flatMap(
          (kind) => ['notes', 'note', 'tasks'].map((name) => rule('ALLOW', '$owner', `__${kind}__${name}`)),
        ),
      },
      Note: {
        dataSource: 'db',
        public: true,
        relations: {
          pages: { type: 'hasMany', model: 'Page', foreignKey: 'noteId' },
          tags: { type: 'hasMany', model: 'Tag', through: 'Tagging', foreignKey: 'noteId', keyThrough: 'tagId' },
        },
      },
      Tag: {
        dataSource: 'db',
        public: true,
        relations: {
          notes: { type: 'hasMany', model: 'Note', through: 'Tagging', foreignKey: 'tagId', keyThrough: 'noteId' },
        },
      },
      ...Object.fromEntries(
        ['Task', 'Report', 'Page', 'Badge', 'Tagging'].map((name) => [name, { dataSource: 'db', public: true }]),
      ),
    },
  };
}

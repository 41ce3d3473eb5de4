'use strict';

const { DataSource, GeoPoint } = require('@loopnest/models');
const inTurn = require('./in-turn.cjs');

/** Section 3 of the programmatic API: model classes and their instances. */
module.exports = function modelClasses(settings, callback) {
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' });
  const events = [];
  db.registry.mixins.define('Stamped', (Model, { property }) => {
    Model.defineProperty(property, { type: Date, default: '2020-01-01' });
  });
  const Book = db.define(
    'Book',
    {
      title: { type: String, required: true },
      pages: 'number',
      isLent: { type: 'Boolean', default: false },
      published: Date,
      tags: [String],
      cover: Buffer,
      shop: 'GeoPoint',
      size: { width: Number },
      publisher: 'Publisher',
      extra: 'Any',
      secret: 'Text',
    },
    { hidden: ['secret'], mixins: { Stamped: { property: 'noted' } } },
  );
  // A model that another one names may come later.
  const Publisher = db.registry.createModel('Publisher', { name: String }, { base: 'Model' });
  Book.on('set', (book) => events.push(`set ${book.title}`));
  Publisher.on('dataSourceAttached', () => events.push('attached'));

  class ShelvedBook extends Book {
    get label() {
      return `${this.title} (${this.pages})`;
    }
  }
  const Novel = Book.extend('Novel', { genre: String });
  Novel.attachTo(db);
  Novel.defineProperty('pages', { type: Number, default: 300 });
  Novel.mixin('Stamped', { property: 'reviewed' });
  Publisher.attachTo(db);
  const names = [];
  Publisher.forEachProperty((name) => names.push(name));
  const classes = {
    names: [Book.name, Book.modelName, Book.pluralModelName, Book.http.path, Book.getIdName()],
    bases: [Novel.base === Book, Book.base === db.registry.PersistedModel],
    known: [Book.dataSource === db, Book.registry === db.registry, Book.definition.settings === Book.settings],
    types: ['title', 'tags', 'size', 'shop', 'nothing'].map((name) => Book.getPropertyType(name)),
    properties: Object.keys(Novel.definition.properties),
    ofPublisher: names,
    labelled: new ShelvedBook({ title: 'Emma', pages: 474 }).label,
  };
  // The modes of `strict`: what a model does with properties that it does not declare.
  const strict = [true, false, 'filter', 'throw', 'validate'].map((mode) => {
    const Note = db.registry.createModel(`Note${mode}`, { text: String }, { strict: mode });
    const note = new Note({ text: 'a', more: 1 });
    return [note.__strict, note.isValid(), Object.keys(note.toJSON())];
  });

  inTurn(
    {
      instances: (done) => makeInstances(Book, Publisher, done),
      calls: (done) => readAndWrite(Novel, done),
      disconnected: (done) => db.disconnect(done),
    },
    (error, { instances, calls }) => callback(error, { classes, instances, strict, calls, events }),
  );
};

function makeInstances(Book, Publisher, callback) {
  // Construction converts, applies defaults, and stores nothing. `new` may be left out.
  const draft = Book({ title: 'Emma', published: '1815-12-23', secret: 'first edition' });
  draft.setAttributes({ pages: 474, tags: ['classic'] });
  draft.shop = new GeoPoint({ lat: 51.5, lng: -0.1 });
  draft.cover = Buffer.from('png');
  draft.size = { width: 12 };
  draft.publisher = { name: 'Murray' };
  draft.extra = { any: ['thing'] };
  const bare = new Book({ title: 'Bare' }, { applyDefaultValues: false, persisted: true, fields: ['title'] });
  const invalid = new Book({ pages: 1 });
  inTurn(
    {
      saved: (done) => draft.save(done),
      stored: (done) => Book.findById(draft.id, done),
    },
    (error, { saved, stored }) => {
      if (error) return callback(error);
      callback(null, {
        same: saved === draft,
        other: stored !== draft && stored instanceof Book,
        shown: stored.toJSON(),
        embedded: stored.publisher instanceof Publisher,
        isHeld: [stored.hasOwnProperty('title'), stored.hasOwnProperty('nothing')],
        text: JSON.stringify(bare),
        bare: [bare.isNewRecord(), bare.isLent, bare.__data.title, bare.__strict],
        objects: [
          Object.hasOwn(draft.toObject(), 'secret'),
          Object.hasOwn(draft.toObject(false, true), 'secret'),
          Object.keys(new Publisher({ more: 1 }).toObject(true)),
        ],
        invalid: invalid.isValid(),
        errors: invalid.errors,
      });
    },
  );
}

/** Reading and writing, by the new names and by the old ones. */
function readAndWrite(Novel, callback) {
  Novel.create(
    [
      { title: 'Emma', genre: 'romance' },
      { title: 'Dracula', genre: 'horror', pages: 418 },
    ],
    (error, [emma, dracula] = []) => {
      if (error) return callback(error);
      const give = (done, what) => (failure, result) => (failure ? done(failure) : done(null, what(result)));
      const titles = (found) => found.map(({ title }) => title);
      inTurn(
        {
          find: (done) => Novel.find({ where: { pages: { gt: 100 } }, order: 'title' }, give(done, titles)),
          findOne: (done) =>
            Novel.findOne(
              { where: { genre: { like: 'rom%' } } },
              give(done, (found) => found.title),
            ),
          findById: (done) => Novel.findById(dracula.id, { fields: ['title'] }, done),
          findByIds: (done) => Novel.findByIds([dracula.id, emma.id], give(done, titles)),
          exists: (done) =>
            Novel.exists(emma.id, (failure, one) => Novel.exists(0, (_failure, other) => done(failure, [one, other]))),
          count: (done) => Novel.count({ genre: 'horror' }, done),
          findOrCreate: (done) =>
            Novel.findOrCreate(
              { where: { title: 'Persuasion' } },
              { title: 'Persuasion' },
              (failure, _novel, isCreated) => done(failure, isCreated),
            ),
          upsert: (done) =>
            Novel.upsert(
              { id: emma.id, pages: 474 },
              give(done, (novel) => novel.pages),
            ),
          updateOrCreate: (done) =>
            Novel.updateOrCreate(
              { title: 'Ulysses' },
              give(done, (novel) => novel.isNewRecord()),
            ),
          upsertWithWhere: (done) =>
            Novel.upsertWithWhere(
              { title: 'Ulysses' },
              { genre: 'modern' },
              give(done, (novel) => novel.genre),
            ),
          replaceOrCreate: (done) =>
            Novel.replaceOrCreate(
              { id: emma.id, title: 'Emma' },
              give(done, (novel) => novel.pages),
            ),
          replaceById: (done) =>
            Novel.replaceById(
              dracula.id,
              { title: 'Dracula', genre: 'gothic' },
              give(done, (novel) => novel.genre),
            ),
          updateAll: (done) => Novel.updateAll({ pages: { lt: 1000 } }, { isLent: true }, done),
          update: (done) => Novel.update({ title: 'Ulysses' }, { isLent: false }, done),
          instance: (done) => changeInstance(emma, done),
          destroyById: (done) => Novel.destroyById(dracula.id, done),
          deleteById: (done) => Novel.deleteById(dracula.id, done),
          remove: (done) => Novel.remove({ title: 'Ulysses' }, done),
          destroyAll: (done) => Novel.destroyAll(done),
        },
        (failure, { instance, ...results }) => callback(failure, { ...results, ...instance }),
      );
    },
  );
}

function changeInstance(emma, callback) {
  inTurn(
    {
      patched: (done) => emma.updateAttributes({ pages: 480 }, done),
      tagged: (done) => emma.updateAttribute('tags', ['classic'], done),
      reloaded: (done) => emma.reload(done),
      replaced: (done) => {
        emma.unsetAttribute('tags');
        emma.replaceAttributes({ title: 'Emma, again' }, done);
      },
      destroy: (done) => emma.destroy(done),
    },
    (error, { patched, reloaded, destroy }) => {
      if (error) return callback(error);
      callback(null, {
        updateAttributes: [patched === emma, emma.title, emma.pages],
        reload: [reloaded !== emma, reloaded.tags, reloaded.pages],
        id: emma.getId() === emma.id,
        destroy,
      });
    },
  );
}

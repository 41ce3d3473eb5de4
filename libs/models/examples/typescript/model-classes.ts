import {
  DataSource,
  type DataSourceSettings,
  type DefinedModel,
  GeoPoint,
  type ModelClass,
  type ModelInstance,
} from '@loopnest/models';

interface Book {
  id: number;
  title: string;
  pages: number;
  isLent: boolean;
  published: Date;
  tags: string[];
  cover: Buffer;
  shop: GeoPoint;
  size: { width: number };
  publisher: { name: string };
  extra: unknown;
  secret: string;
}

/** Section 3 of the programmatic API: model classes and their instances. */
export async function modelClasses(settings: DataSourceSettings): Promise<object> {
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' });
  const events: string[] = [];
  db.registry.mixins.define('Stamped', (model: DefinedModel, { property }: { property: string }) => {
    model.defineProperty(property, { type: Date, default: '2020-01-01' });
  });
  const Book = db.define<Book>(
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
  Book.on('set', (book: Book) => events.push(`set ${book.title}`));
  Publisher.on('dataSourceAttached', () => events.push('attached'));

  const Base: ModelClass<Book> = Book;
  class ShelvedBook extends Base {
    get label(): string {
      return `${this.title} (${this.pages})`;
    }
  }
  const Novel = Book.extend<Book & { genre: string }>('Novel', { genre: String });
  Novel.attachTo(db);
  Novel.defineProperty('pages', { type: Number, default: 300 });
  Novel.mixin('Stamped', { property: 'reviewed' });
  Publisher.attachTo(db);
  const names: string[] = [];
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

  // Construction converts, applies defaults, and stores nothing.
  const draft = new Book({ title: 'Emma', published: '1815-12-23', secret: 'first edition' });
  draft.setAttributes({ pages: 474, tags: ['classic'] });
  draft.shop = new GeoPoint({ lat: 51.5, lng: -0.1 });
  draft.cover = Buffer.from('png');
  draft.size = { width: 12 };
  draft.publisher = { name: 'Murray' };
  draft.extra = { any: ['thing'] };
  const saved = await draft.save();
  const stored = await Book.findById(draft.id);
  const bare = new Book({ title: 'Bare' }, { applyDefaultValues: false, persisted: true, fields: ['title'] });
  const instances = {
    same: saved === draft,
    other: stored !== draft && stored instanceof Book,
    shown: stored?.toJSON(),
    embedded: stored?.publisher instanceof Publisher,
    isHeld: [stored?.hasOwnProperty('title'), stored?.hasOwnProperty('nothing')],
    text: JSON.stringify(bare),
    bare: [bare.isNewRecord(), bare.isLent, bare.__data['title'], bare.__strict],
    objects: [
      Object.hasOwn(draft.toObject(), 'secret'),
      Object.hasOwn(draft.toObject(false, true), 'secret'),
      Object.keys(new Publisher({ more: 1 }).toObject(true)),
    ],
    invalid: new Book({ pages: 1 }).isValid(),
    errors: invalid(new Book({ pages: 1 })),
  };
  // The modes of `strict`: what a model does with properties that it does not declare.
  const strict = ([true, false, 'filter', 'throw', 'validate'] as const).map((mode) => {
    const Note = db.registry.createModel(`Note${mode}`, { text: String }, { strict: mode });
    const note = new Note({ text: 'a', more: 1 });
    return [note.__strict, note.isValid(), Object.keys(note.toJSON())];
  });

  const calls = await readAndWrite(Novel);
  await db.disconnect();
  return { classes, instances, strict, calls, events };
}

function invalid(book: { isValid(): boolean | undefined; readonly errors: object | false }): object | false {
  book.isValid();
  return book.errors;
}

/** Reading and writing, by the new names and by the old ones. */
async function readAndWrite(Novel: DefinedModel<Book & { genre: string }>): Promise<object> {
  const [emma, dracula] = await Novel.create([
    { title: 'Emma', genre: 'romance' },
    { title: 'Dracula', genre: 'horror', pages: 418 },
  ]);
  const ids = { emma: emma?.id, dracula: dracula?.id };
  const titles = async (found: Promise<{ title: string }[]>) => (await found).map(({ title }) => title);
  return {
    find: await titles(Novel.find({ where: { pages: { gt: 100 } }, order: 'title' })),
    findOne: (await Novel.findOne({ where: { genre: { like: 'rom%' } } }))?.title,
    findById: (await Novel.findById(ids.dracula, { fields: ['title'] }))?.toJSON(),
    findByIds: await titles(Novel.findByIds([ids.dracula, ids.emma])),
    exists: [await Novel.exists(ids.emma), await Novel.exists(0)],
    count: await Novel.count({ genre: 'horror' }),
    findOrCreate: (await Novel.findOrCreate({ where: { title: 'Persuasion' } }, { title: 'Persuasion' }))[1],
    upsert: (await Novel.upsert({ id: ids.emma, pages: 474 })).pages,
    updateOrCreate: (await Novel.updateOrCreate({ title: 'Ulysses' })).isNewRecord(),
    upsertWithWhere: (await Novel.upsertWithWhere({ title: 'Ulysses' }, { genre: 'modern' })).genre,
    replaceOrCreate: (await Novel.replaceOrCreate({ id: ids.emma, title: 'Emma' })).pages,
    replaceById: (await Novel.replaceById(ids.dracula, { title: 'Dracula', genre: 'gothic' })).genre,
    updateAll: await Novel.updateAll({ pages: { lt: 1000 } }, { isLent: true }),
    update: await Novel.update({ title: 'Ulysses' }, { isLent: false }),
    ...(emma === undefined ? {} : await changeInstance(emma)),
    destroyById: await Novel.destroyById(ids.dracula),
    deleteById: await Novel.deleteById(ids.dracula),
    remove: await Novel.remove({ title: 'Ulysses' }),
    destroyAll: await Novel.destroyAll(),
  };
}

async function changeInstance(emma: ModelInstance<Book>): Promise<object> {
  const patched = await emma.updateAttributes({ pages: 480 });
  await emma.updateAttribute('tags', ['classic']);
  const reloaded = await emma.reload();
  emma.unsetAttribute('tags');
  await emma.replaceAttributes({ title: 'Emma, again' });
  return {
    updateAttributes: [patched === emma, emma.title, emma.pages],
    reload: [reloaded !== emma, reloaded?.tags, reloaded?.pages],
    id: emma.getId() === emma.id,
    destroy: await emma.destroy(),
  };
}

import { GeoPoint, type ModelClass } from '@loopnest/models';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Crate, crateModel, type Tag, tagModel } from './crates.js';
import { useModels } from './use-models.js';

const strictModels = [true, 'filter', 'throw', 'validate'].map((strict) => ({
  name: `Strict${String(strict)}`,
  strict,
  properties: { label: 'string' },
}));
const place = { name: 'Place', properties: { at: 'GeoPoint', tags: ['string'], info: 'object' } };

describe.each(testDatabases())('instances on $name', (database) => {
  const models = useModels(database, [crateModel, tagModel, place, ...strictModels]);
  let Crate: ModelClass<Crate>;
  let Tag: ModelClass<Tag>;

  beforeEach(() => {
    Crate = models.model<Crate>('Crate');
    Tag = models.model<Tag>('Tag');
  });

  it('are made with and without new, and of others', () => {
    const made = Crate({ label: 'a' });
    expect(made).toBeInstanceOf(Crate);
    expect(made).toMatchObject({ label: 'a', weight: 1 });
    const copy = new Crate(made);
    expect(copy).not.toBe(made);
    expect(copy.toJSON()).toEqual(made.toJSON());
  });

  it('are made of classes that extend the model', async () => {
    class Special extends Crate {
      shout() {
        return this.label.toUpperCase();
      }
    }
    const special = new Special({ label: 'a' });
    expect(special).toBeInstanceOf(Crate);
    expect(special.shout()).toBe('A');
    await special.save();
    expect(await Crate.findById(special.id)).toMatchObject({ label: 'a' });
  });

  it('convert what is set', () => {
    const crate = new Crate({ weight: '12' as never, fragile: 'false' as never, packed: 0 });
    expect(crate).toMatchObject({ weight: 12, fragile: false, packed: new Date(0) });
    crate.weight = '5' as never;
    crate.setAttribute('packed', '2020-05-05');
    crate.setAttributes({ fragile: true });
    expect(crate).toMatchObject({ weight: 5, fragile: true, packed: new Date('2020-05-05') });
  });

  it('know whether they are stored', async () => {
    const crate = new Crate({ label: 'a' });
    expect([crate.isNewRecord(), crate.id, crate.getId()]).toEqual([true, undefined, undefined]);
    expect(await crate.save()).toBe(crate);
    expect([crate.isNewRecord(), crate.getId()]).toEqual([false, crate.id]);
    crate.label = 'b';
    expect(await crate.save()).toBe(crate);
    expect(await crate.patchAttributes({ weight: 2 })).toBe(crate);
    expect(await crate.updateAttribute('fragile', true)).toBe(crate);
    expect(await Crate.findById(crate.id)).toMatchObject({ label: 'b', weight: 2, fragile: true });
    expect(await crate.destroy()).toEqual({ count: 1 });
    expect(await crate.destroy()).toEqual({ count: 0 });
  });

  it('are replaced', async () => {
    const crate = await Crate.create({ label: 'a', weight: 5, fragile: true });
    expect(await crate.replaceAttributes({ label: 'b' })).toBe(crate);
    expect(crate.toJSON()).toMatchObject({ id: crate.id, label: 'b', weight: 1 });
    expect(await Crate.findById(crate.id)).toMatchObject({ label: 'b', weight: 1, fragile: null });
  });

  it('are read anew into another instance', async () => {
    const crate = await Crate.create({ label: 'a' });
    await Crate.updateAll({ id: crate.id }, { weight: 99 });
    const reloaded = await crate.reload();
    expect([crate.weight, reloaded?.weight]).toEqual([1, 99]);
    await crate.destroy();
    expect(await crate.reload()).toBeNull();
    const [one, other] = [await Crate.create({ label: 'b' }), await Crate.findOne()];
    expect(one).not.toBe(other);
  });

  it('keep what is stored of a property that is taken out', async () => {
    const crate = await Crate.create({ label: 'a', weight: 5, fragile: true });
    crate.unsetAttribute('weight');
    crate.unsetAttribute('fragile', true);
    expect(crate.toJSON()).toEqual({ id: crate.id, label: 'a', fragile: null });
    await crate.save();
    expect(await Crate.findById(crate.id)).toMatchObject({ weight: 5, fragile: null });
    crate.weight = 6;
    await crate.save();
    expect(await Crate.findById(crate.id)).toMatchObject({ weight: 6 });
  });

  it('show themselves', async () => {
    const crate = await Crate.create({ label: 'a', pin: 'secret', packed: 0, more: 'm' } as object);
    const { id } = crate;
    expect(crate.toJSON()).toEqual({ id, label: 'a', weight: 1, packed: new Date(0), more: 'm' });
    expect(crate.toObject()).toEqual({ id, label: 'a', weight: 1, packed: new Date(0), pin: 'secret', more: 'm' });
    expect(crate.toObject(false, true)).not.toHaveProperty('pin');
    expect(Object.keys(new Crate().toObject(true)).toSorted()).toEqual([
      'fragile',
      'id',
      'label',
      'packed',
      'pin',
      'weight',
    ]);
    expect(JSON.parse(JSON.stringify(crate))).toEqual({
      id,
      label: 'a',
      weight: 1,
      packed: '1970-01-01T00:00:00.000Z',
      more: 'm',
    });
    expect(inspect(crate)).toContain("label: 'a'");
  });

  it('tell what they hold', async () => {
    const crate = await Crate.create({ label: 'a', more: 'm' } as object);
    expect(['label', 'more', 'pin', 'save'].map((name) => crate.hasOwnProperty(name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([crate.__data['label'], crate.__strict, crate.__cachedRelations]).toEqual(['a', false, {}]);
    const Strict = models.model('Strictfilter');
    expect(new Strict().__strict).toBe('filter');
    // Names of clients take nobody's place.
    const odd = new Crate({ label: 'b', __strict: true, __cachedRelations: 1, hasOwnProperty: 2 } as object);
    expect([odd.__strict, odd.__cachedRelations, odd.hasOwnProperty('label')]).toEqual([false, {}, true]);
  });

  it('tell what they hold, and how strict they are', () => {
    const crate = new Crate({ label: 'a', more: 'm' } as object);
    const has = ['label', 'more', 'fragile', 'toJSON'].map((name) => crate.hasOwnProperty(name));
    expect(has).toEqual([true, true, false, false]);
    expect(crate).toMatchObject({ __strict: false, __cachedRelations: {} });
    expect(crate.toJSON()).not.toHaveProperty('__strict');
  });

  it('have an id under its own name and as id', async () => {
    const tag = new Tag({ code: 'a' });
    const named = tag as unknown as { id: string };
    expect([named.id, tag.getId(), tag.getIdName(), Tag.getIdName()]).toEqual(['a', 'a', 'code', 'code']);
    named.id = 'b';
    expect(tag.code).toBe('b');
    expect(tag.toJSON()).toEqual({ code: 'b' });
  });

  it('say what is not valid', () => {
    const crate = new Crate({ packed: 'never' });
    expect(crate.isValid()).toBe(false);
    expect(crate.errors).toEqual({ label: ["can't be blank"], packed: ['is not a valid date'] });
    expect((crate.errors as { codes: unknown }).codes).toEqual({ label: ['presence'], packed: ['date'] });
    crate.setAttributes({ label: 'a', packed: 0 });
    expect(crate.isValid()).toBe(true);
    expect(crate.errors).toBe(false);
  });

  it('know their classes', () => {
    const crate = new Crate();
    expect(crate.constructor).toBe(Crate);
    expect((crate as unknown as { getDataSource(): unknown }).getDataSource()).toBe(models.app.dataSources['db']);
    expect([crate.getPropertyType('packed'), crate.getPropertyType('nothing')]).toEqual(['Date', null]);
  });

  it('have only the fields that were asked for', async () => {
    await Crate.create({ label: 'a' });
    const [crate] = await Crate.find({ fields: ['label'] });
    expect(crate?.toJSON()).toEqual({ label: 'a' });
    expect(crate?.weight).toBeUndefined();
  });

  it('store lists and objects that are changed in place', async () => {
    const Place = models.model<{ id: number; tags: string[]; info: { n: number }; at: GeoPoint }>('Place');
    const made = await Place.create({ tags: ['a'], info: { n: 1 }, at: { lat: 1, lng: 2 } as GeoPoint });
    made.tags.push('b');
    made.info.n = 2;
    await made.save();
    const found = await Place.findById(made.id);
    expect(found).toMatchObject({ tags: ['a', 'b'], info: { n: 2 } });
    expect(found?.at).toBeInstanceOf(GeoPoint);
    expect(String(found?.at)).toBe('1,2');
  });

  it.each(['true', 'throw', 'validate'])('refuse what is not declared where strict is %s', async (mode) => {
    const Strict = models.model(`Strict${mode}`);
    await expect(Strict.create({ label: 'a', more: 1 })).rejects.toMatchObject({
      statusCode: 422,
      details: { codes: { more: ['unknown-property'] } },
    });
    expect(await Strict.count()).toBe(0);
  });

  it('drop what is not declared where strict is filter', async () => {
    expect((await models.model('Strictfilter').create({ label: 'a', more: 1 })).toJSON()).toEqual({
      id: expect.any(Number),
      label: 'a',
    });
  });

  it('keep what is not declared where nothing is said, unstored', async () => {
    const crate = await Crate.create({ label: 'a', more: 1 } as object);
    expect(crate.toJSON()).toMatchObject({ more: 1 });
    expect((await crate.reload())?.toJSON()).not.toHaveProperty('more');
  });
});

describe('GeoPoint', () => {
  it('takes all spellings', () => {
    for (const point of [
      new GeoPoint({ lat: 1, lng: 2 }),
      new GeoPoint([1, 2]),
      new GeoPoint('1,2'),
      new GeoPoint(1, 2),
    ]) {
      expect(point).toEqual({ lat: 1, lng: 2 });
      expect(String(point)).toBe('1,2');
    }
    expect(() => new GeoPoint('here')).toThrow('Invalid GeoPoint');
    expect(() => new GeoPoint(undefined)).toThrow('Invalid GeoPoint');
  });

  it('measures distances', () => {
    const [bern, zurich] = [
      { lat: 46.948, lng: 7.447 },
      { lat: 47.377, lng: 8.541 },
    ];
    expect(GeoPoint.distanceBetween(bern, zurich, { type: 'kilometers' })).toBeCloseTo(95.5, 0);
    expect(new GeoPoint(bern).distanceTo(zurich, { type: 'meters' })).toBeCloseTo(
      1000 * GeoPoint.distanceBetween(bern, zurich, { type: 'kilometers' }),
      0,
    );
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { embeddedModelConfig, embeddedModels } from '../deviations/embedded-models.js';
import { useApp } from '../deviations/use-app.js';
import { testDatabases } from '../support/databases.js';

describe.each(testDatabases())('embedded relations in code on $name', (database) => {
  const app = useApp(database, {
    models: embeddedModels,
    modelConfig: embeddedModelConfig,
    services: { transient: { connector: 'transient' } },
  });

  let Reader: any;
  let Phone: any;
  let id: number;
  const reload = () => Reader.findById(id);
  const storedPhones = async () => JSON.parse(JSON.stringify((await reload()).phoneList));

  beforeEach(async () => {
    ({ Reader, Phone } = app.application.models as Record<string, any>);
    ({ id } = await Reader.create({ name: 'Ann' }));
  });

  describe('embedsOne', () => {
    it('gives the value at once, and undefined or null where there is none', async () => {
      const ann = await reload();
      expect(ann.passport() ?? null).toBeNull();
      const made = await ann.passport.create({ number: 'N-1' });
      expect(ann.passport()).toBe(made);
      expect(ann.passport.value()).toBe(made);
      expect((await reload()).passport().number).toBe('N-1');
    });

    it('stores what is built with the parent', async () => {
      const ann = await reload();
      expect(ann.passport.build({ number: 'N-2' }).number).toBe('N-2');
      expect((await reload()).passport() ?? null).toBeNull();
      await ann.save();
      expect((await reload()).passport().number).toBe('N-2');
    });

    it('updates and destroys', async () => {
      const ann = await reload();
      await ann.passport.create({ number: 'N-1', extra: true });
      expect(await ann.passport.update({ number: 'N-3' })).toMatchObject({ number: 'N-3', extra: true });
      await ann.passport.destroy();
      expect(ann.passport() ?? null).toBeNull();
      expect((await reload()).passportData).toBeNull();
    });

    it('keeps the old value where the new one is refused', async () => {
      const ann = await reload();
      const made = await ann.passport.create({ number: 'N-1' });
      await expect(ann.passport.create({})).rejects.toMatchObject({ statusCode: 422 });
      await expect(ann.passport.update({ number: null })).rejects.toMatchObject({ statusCode: 422 });
      expect(ann.passport.value()).toBe(made);
    });
  });

  describe('embedsMany', () => {
    it('answers at once what is in the list', async () => {
      const ann = await reload();
      expect(ann.phones()).toEqual([]);
      const first = await ann.phones.create({ label: 'home', number: '1' });
      const second = await ann.phones.create({ label: 'work', number: '2' });
      expect([first.id, second.id]).toEqual([1, 2]);
      expect(ann.phones().map((phone: any) => phone.id)).toEqual([1, 2]);
      expect(ann.phones.value()).toEqual([first, second]);
      expect(ann.phones.at(1)).toBe(second);
      expect(ann.phones.get(1)).toBe(first);
      expect(ann.phones.findById('2')).toBe(second);
      expect(ann.phones.findById(77)).toBeNull();
      expect([ann.phones.exists(1), ann.phones.exists(second), ann.phones.exists(77)]).toEqual([true, true, false]);
    });

    it('changes the list in memory, which save stores', async () => {
      const ann = await reload();
      await ann.phones.create([
        { label: 'home', number: '1' },
        { label: 'work', number: '2' },
      ]);
      expect(ann.phones.set(1, { label: 'cabin' })).toMatchObject({ id: 1, label: 'cabin' });
      ann.phones.unset(2);
      ann.phones.build({ label: 'late', number: '3' });
      expect(await storedPhones()).toMatchObject([{ label: 'home' }, { label: 'work' }]);
      await ann.save();
      expect(await storedPhones()).toEqual([
        { id: 1, label: 'cabin', number: '1' },
        { id: 2, label: 'late', number: '3' },
      ]);
    });

    it('works on a parent that is not stored yet', async () => {
      const ben = new Reader({ name: 'Ben' });
      ben.phones.build({ number: '1' });
      ben.phones.build({ number: '2' });
      expect(ben.phones.get(2).number).toBe('2');
      await ben.save();
      expect((await Reader.findById(ben.id)).phones()).toHaveLength(2);
    });

    it('stores changes where a callback waits for them', async () => {
      const ann = await reload();
      await ann.phones.create([{ number: '1' }, { number: '2' }, { number: '3' }]);
      await done((next) => ann.phones.updateById(1, { number: '11' }, next));
      await done((next) => ann.phones.set(2, { number: '22' }, next));
      await done((next) => ann.phones.unset(3, next));
      expect(await storedPhones()).toEqual([
        { id: 1, number: '11' },
        { id: 2, number: '22' },
      ]);
      expect(await done((next) => ann.phones.findById(2, next))).toMatchObject({ number: '22' });
      expect(await done((next) => ann.phones({ where: { number: '11' } }, next))).toHaveLength(1);
      await done((next) => ann.phones.destroyAll(next));
      expect(await storedPhones()).toEqual([]);
    });

    it('deletes those that hold a where', async () => {
      const ann = await reload();
      await ann.phones.create([
        { label: 'a', number: '1' },
        { label: 'b', number: '2' },
      ]);
      expect(await ann.phones.destroyAll({ label: 'a' })).toEqual({ count: 1 });
      expect(await storedPhones()).toMatchObject([{ label: 'b' }]);
    });

    it('gives null for a target that is not there', async () => {
      const ann = await reload();
      expect(await ann.readings.add(9999)).toBeNull();
      await expect(ann.phones.add(1)).rejects.toThrow('Invalid reference');
    });

    it('writes nothing but its own property', async () => {
      const [one, other] = [await reload(), await reload()];
      await other.updateAttribute('name', 'Bea');
      await other.passport.create({ number: 'N-1' });
      await one.phones.create({ number: '1' });
      expect(await reload()).toMatchObject({ name: 'Bea', passportData: { number: 'N-1' }, phoneList: [{ id: 1 }] });
    });

    it('stores hidden values, and dates as such', async () => {
      const ann = await reload();
      await ann.phones.create({ number: '1', pin: 's', since: '2020-01-02' });
      await (await reload()).phones.updateById(1, { number: '2' });
      const [phone] = (await reload()).phones();
      expect(phone).toMatchObject({ number: '2', pin: 's', since: new Date('2020-01-02') });
      expect(phone).toBeInstanceOf(Phone);
      expect(JSON.stringify(phone)).not.toContain('pin');
    });
  });

  describe('hooks of the embedded model', () => {
    let told: string[];

    beforeEach(() => {
      told = [];
      for (const event of ['before save', 'after save', 'before delete', 'after delete']) {
        Phone.clearObservers(event);
        Phone.observe(event, async (context: any) => {
          told.push(`${event} ${String(context.instance?.number ?? context.data?.number)}`);
          if (event === 'before save' && context.data !== undefined) context.data.label = 'changed';
        });
      }
      return () =>
        ['before save', 'after save', 'before delete', 'after delete'].forEach((event) => Phone.clearObservers(event));
    });

    it('run for what is done through the relation', async () => {
      const ann = await reload();
      await ann.phones.create({ number: '1' });
      expect(await ann.phones.updateById(1, { number: '2' })).toMatchObject({ number: '2', label: 'changed' });
      await ann.phones.destroy(1);
      expect(told).toEqual([
        'before save 1',
        'after save 1',
        'before save 2',
        'after save 2',
        'before delete 2',
        'after delete 2',
      ]);
    });
  });
});

/** The result that a function gives to its callback. */
function done(call: (next: (error: unknown, result?: any) => void) => void): Promise<any> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error === null || error === undefined ? resolve(result) : reject(error as Error)));
  });
}

import type { ModelClass } from '@loopnest/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useModels } from './use-models.js';

interface Address {
  street: string;
}
interface Phone {
  id: number;
  number: string;
}
interface House {
  id: number;
  name: string;
  address: any;
  phones: any;
}

const models = [
  { name: 'Address', idInjection: false, properties: { street: 'string' } },
  { name: 'Phone', properties: { id: { type: 'number', id: true }, number: 'string' } },
  {
    name: 'House',
    properties: { name: 'string' },
    relations: {
      address: { type: 'embedsOne', model: 'Address', property: 'addressData' },
      phones: { type: 'embedsMany', model: 'Phone', property: 'phoneList' },
    },
  },
];

describe.each(testDatabases())('checks of embedded models on $name', (database) => {
  const app = useModels(database, models);
  let House: ModelClass<House>;

  beforeAll(() => {
    House = app.model<House>('House');
    app.model<Address>('Address').validatesLengthOf('street', { min: 3, allowBlank: true, allowNull: true });
    app.model<Phone>('Phone').validateAsync('number', async function (fail) {
      await Promise.resolve();
      if (this.number === 'broken') throw new Error('broken');
      if (!/^\d+$/.test(this.number)) fail('digits');
    }, { message: { digits: 'has no digits' } }); // prettier-ignore
  });

  const refused = (codes: object, messages: object) => ({ statusCode: 422, details: { codes, messages } });

  it('run when the instance that holds them is stored', async () => {
    await expect(House.create({ addressData: { street: 'x' } } as object)).rejects.toMatchObject(
      refused({ address: ['invalid'] }, { address: ['is invalid: `street` too short'] }),
    );
    await expect(House.create({ phoneList: [{ id: 1, number: '1' }, { id: 2, number: 'x' }] } as object)).rejects.toMatchObject(
      refused({ phoneList: ['invalid'] }, { phoneList: ['contains invalid item: `2` (`number` has no digits)'] }),
    ); // prettier-ignore
    expect(await House.count()).toBe(0);
    expect(await House.create({ phoneList: [{ id: 1, number: '1' }] } as object)).toMatchObject({ id: 1 });
  });

  it('of a value itself run when it is made', async () => {
    const house = await House.create({ name: 'a' });
    await expect(house.address.create({ street: 'x' })).rejects.toMatchObject(
      refused({ street: ['length.min'] }, { street: ['too short'] }),
    );
    await expect(house.phones.create({ number: 'x' })).rejects.toMatchObject(
      refused({ number: ['custom.digits'] }, { number: ['has no digits'] }),
    );
    await house.phones.create({ id: 1, number: '1' });
    expect((await House.findById(house.id))?.toJSON()).toMatchObject({ phoneList: [{ id: 1, number: '1' }] });
  });

  it('of a value itself run when it is changed', async () => {
    const house = await House.create({ name: 'a' });
    await house.address.create({ street: 'abc' });
    await house.phones.create({ id: 1, number: '1' });
    await expect(house.address.update({ street: 'x' })).rejects.toMatchObject(
      refused({ street: ['length.min'] }, { street: ['too short'] }),
    );
    await expect(house.phones.updateById(1, { number: 'x' })).rejects.toMatchObject(
      refused({ number: ['custom.digits'] }, { number: ['has no digits'] }),
    );
    await house.phones.updateById(1, { number: '2' });
    const stored = (await House.findById(house.id))?.toJSON();
    expect(stored).toMatchObject({ addressData: { street: 'abc' }, phoneList: [{ id: 1, number: '2' }] });
  });

  it('fail the operation with their error where they throw', async () => {
    await expect(House.create({ phoneList: [{ id: 1, number: 'broken' }] } as object)).rejects.toThrow('broken');
    const house = await House.create({ name: 'a' });
    await expect(house.phones.create({ number: 'broken' })).rejects.toThrow('broken');
    expect(await House.count()).toBe(1);
  });

  it('leave isValid without an answer at once', () => {
    const house = new House({ phoneList: [{ id: 1, number: '1' }] } as object);
    expect(house.isValid()).toBeUndefined();
    expect(new House({ name: 'a' }).isValid()).toBe(true);
  });

  it('do not run where the relation says so', async () => {
    const Loose = app.app.registry.createModel({ name: 'Loose', properties: { name: 'string' } });
    app.app.model(Loose, { dataSource: 'db' });
    Loose.embedsMany(app.app.registry.getModel('Phone'), { as: 'phones', property: 'phoneList', options: { validate: false } }); // prettier-ignore
    const made = await (Loose as unknown as ModelClass).create({ phoneList: [{ id: 1, number: 'x' }] });
    expect(made.toJSON()).toMatchObject({ phoneList: [{ id: 1, number: 'x' }] });
  });
});

import { ClassSerializerInterceptor, Controller, Get } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { InjectModel, type ModelClass, ModelsModule } from '@loopnest/models';
import { Expose, instanceToInstance, instanceToPlain, plainToInstance, Type } from 'class-transformer';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

interface Address {
  city: string;
  since: Date;
}

interface Person {
  id: number;
  name: string;
  born: Date;
  password: string;
  mood: string;
  seen: Date[];
  home: Address;
  homes: Address[];
  place: { lat: number; lng: number };
  picture: Buffer;
}

const models = [
  {
    name: 'Address',
    base: 'Model',
    idInjection: false,
    properties: { city: 'string', since: 'date', code: 'string', note: 'string' },
    hidden: ['code'],
    protected: ['note'],
  },
  {
    name: 'Person',
    properties: {
      name: 'string',
      born: 'date',
      password: 'string',
      mood: { type: 'string', default: 'well' },
      seen: ['date'],
      home: 'Address',
      homes: ['Address'],
      place: 'GeoPoint',
      picture: 'buffer',
    },
    hidden: ['password', 'secret'],
    protected: ['mood'],
  },
];

const day = '2020-05-05T00:00:00.000Z';
const address = { city: 'Bern', since: day, code: 'x', note: 'y' };
const person = {
  name: 'Ada',
  born: day,
  password: 'p',
  seen: [day],
  home: address,
  homes: [address],
  place: { lat: 1, lng: 2 },
  picture: [1, 2],
  nickname: 'A',
  secret: 's',
};
const shown = {
  name: 'Ada',
  born: day,
  mood: 'well',
  seen: [day],
  home: { city: 'Bern', since: day },
  homes: [{ city: 'Bern', since: day }],
  place: { lat: 1, lng: 2 },
  picture: { type: 'Buffer', data: [1, 2] },
};

class AddressDto {
  city!: string;
  @Type(() => Date) since!: Date;
}

class PersonDto {
  @Expose() name!: string;
  @Expose() @Type(() => Date) born!: Date;
  @Expose() @Type(() => AddressDto) home!: AddressDto;
}

@Controller('people')
class PeopleController {
  constructor(@InjectModel('Person') private readonly Person: ModelClass<Person>) {}

  @Get() all() {
    return this.Person.find();
  }

  @Get('first') async first() {
    return { first: await this.Person.findOne() };
  }
}

describe.each(testDatabases())('class-transformer on $name', (database) => {
  const hosts = useHosts(database);

  async function start() {
    const modelConfig = { ...onDb('Person'), Address: { dataSource: null, public: false } };
    const root = ModelsModule.forRoot({ models, modelConfig, dataSources: { db: await hosts.dataSource() } });
    const host = await hosts.start({
      imports: [root, ModelsModule.forFeature(['Person'])],
      controllers: [PeopleController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: ClassSerializerInterceptor }],
    });
    const Person = host.get<ModelClass<Person>>('loopnest:model:default:Person', { strict: false });
    return { client: ask(host), Person };
  }

  it('shows generated answers as they are', async () => {
    const { client } = await start();
    await client
      .post('/api/People')
      .send(person)
      .expect(200, { id: 1, ...shown, nickname: 'A' });
    await client.get('/api/People/1').expect(200, { id: 1, ...shown });
    await client.get('/api/People').expect(200, [{ id: 1, ...shown }]);
    expect((await client.patch('/api/People/1').send({ mood: 'ill' }).expect(200)).body).toEqual({
      id: 1,
      ...shown,
      mood: 'ill',
    });
  });

  it('shows instances that a controller returns, also within others', async () => {
    const { client } = await start();
    await client.post('/api/People').send(person).expect(200);
    await client.get('/people').expect(200, [{ id: 1, ...shown }]);
    await client.get('/people/first').expect(200, { first: { id: 1, ...shown } });
  });

  it('makes plain objects as toJSON does', async () => {
    const { Person } = await start();
    const created = await Person.create(person as object);
    expect(instanceToPlain(created)).toEqual(created.toJSON());
    const found = await Person.findOne();
    expect(instanceToPlain(found)).toEqual(found?.toJSON());
    expect(instanceToPlain(found)['born']).toBeInstanceOf(Date);
  });

  it('hides what is hidden later, from the next query on', async () => {
    const { Person } = await start();
    await Person.create(person as object);
    (Person.settings['hidden'] as string[]).push('mood');
    expect(instanceToPlain(await Person.findOne())).not.toHaveProperty('mood');
  });

  it('knows properties that are added later', async () => {
    const { Person } = await start();
    Person.defineProperty('left', { type: 'date' });
    const instance = new Person({ left: day } as object);
    expect(instanceToPlain(instance)).toMatchObject({ left: new Date(day) });
  });

  it('makes instances, with defaults and values of their types', async () => {
    const { Person } = await start();
    const made = plainToInstance(Person, JSON.parse(JSON.stringify(person))) as unknown as InstanceType<typeof Person>;
    expect(made).toBeInstanceOf(Person);
    expect(made.isNewRecord()).toBe(true);
    expect(made.mood).toBe('well');
    expect(made.born).toEqual(new Date(day));
    expect(made.home.since).toEqual(new Date(day));
    await made.save();
    expect(JSON.parse(JSON.stringify(await made.reload()))).toEqual({ id: 1, ...shown });
  });

  it('copies instances', async () => {
    const { Person } = await start();
    const created = await Person.create(person as object);
    const copy = instanceToInstance(created);
    expect(copy).not.toBe(created);
    expect(copy).toBeInstanceOf(Person);
    expect(copy.toJSON()).toEqual(created.toJSON());
    expect(copy.password).toBe('p');
  });

  it('fills DTOs of the application', async () => {
    const { Person } = await start();
    const created = await Person.create(person as object);
    const fromPlain = plainToInstance(PersonDto, created.toJSON());
    expect(fromPlain.home).toBeInstanceOf(AddressDto);
    expect(fromPlain).toMatchObject({ name: 'Ada', born: new Date(day), home: { city: 'Bern', since: new Date(day) } });
    expect(fromPlain).not.toHaveProperty('password');
    const fromInstance = plainToInstance(PersonDto, created, { excludeExtraneousValues: true });
    expect(fromInstance.name).toBe('Ada');
    expect(fromInstance.born).toEqual(new Date(day));
  });

  it('is a class that DTOs of the application may name', async () => {
    const { Person } = await start();
    class TeamDto {
      name!: string;
      @Type(() => Person) leader!: Person;
    }
    const created = await Person.create(person as object);
    for (const leader of [created, created.toJSON()]) {
      const team = plainToInstance(TeamDto, { name: 'A', leader });
      expect(team.leader).toBeInstanceOf(Person);
      expect(JSON.parse(JSON.stringify(instanceToPlain(team)))).toEqual({
        name: 'A',
        leader: { id: 1, ...shown, nickname: 'A' },
      });
    }
  });
});

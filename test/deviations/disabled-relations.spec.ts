import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const off = (...methods: readonly string[]): object => ({
  remoting: { sharedMethods: Object.fromEntries(methods.map((method) => [method, false])) },
});

const models = [
  {
    name: 'Patient',
    properties: { name: 'string' },
    options: off('prototype.__delete__visits', 'prototype.__get__notes', 'prototype.__findById__notes'),
    relations: {
      visits: { type: 'hasMany', model: 'Visit', options: { nestRemoting: true } },
      notes: { type: 'hasMany', model: 'Note', options: { disableInclude: true } },
      chart: { type: 'hasOne', model: 'Chart', options: { disableInclude: true } },
    },
  },
  {
    name: 'Visit',
    properties: { day: 'string' },
    options: off('prototype.__delete__bills', 'prototype.__updateById__bills'),
    relations: { bills: { type: 'hasMany', model: 'Bill' }, patient: { type: 'belongsTo', model: 'Patient' } },
  },
  { name: 'Bill', properties: { sum: 'number' } },
  { name: 'Note', properties: { text: 'string' }, relations: { patient: { type: 'belongsTo', model: 'Patient' } } },
  { name: 'Chart', properties: { text: 'string' } },
];

describe.each(testDatabases())('what is switched off in relations on $name', (database) => {
  const db = { dataSource: 'db' };
  const app = useApp(database, {
    models,
    modelConfig: { Patient: db, Visit: db, Bill: db, Note: { ...db, public: false }, Chart: { ...db, public: false } },
  });

  let patient: string;
  let visit: string;
  let note: number;

  beforeEach(async () => {
    const { id } = await app.create('/Patients', { name: 'Ann' });
    patient = `/Patients/${id}`;
    visit = `${patient}/visits/${(await app.create(`${patient}/visits`, { day: 'today' })).id}`;
    await app.create(`${visit}/bills`, { sum: 1 });
    note = (await app.create(`${patient}/notes`, { text: 'for nobody to read' })).id;
    await app.create(`${patient}/chart`, { text: 'for nobody to read' });
  });

  it('answers 404 where a method of a relation is', async () => {
    for (const [method, path] of [
      ['DELETE', `${patient}/visits`],
      ['GET', `${patient}/notes`],
      ['HEAD', `${patient}/notes`],
      ['GET', `${patient}/notes/${note}`],
    ] as const) {
      expect({ method, path, status: (await app.send(method, path)).status }).toEqual({ method, path, status: 404 });
    }
    expect(await app.find(`${patient}/visits`)).toHaveLength(1);
  });

  it('answers 404 on nested paths, where the target has switched it off', async () => {
    const [bill] = await app.find(`${visit}/bills`);
    expect((await app.delete(`${visit}/bills`)).status).toBe(404);
    expect((await app.put(`${visit}/bills/${bill.id}`, { sum: 2 })).status).toBe(404);
    expect(await app.find(`${visit}/bills`)).toEqual([bill]);
  });

  it('cannot be reached by another spelling of the path', async () => {
    for (const name of ['notes/', 'notes//', 'Notes', 'NOTES', 'n%6ftes', 'notes?x=1', './notes', 'visits/../notes']) {
      const answer = await app.get(`${patient}/${name}`);
      expect({ name, status: answer.status }).toEqual({ name, status: 404 });
      expect(answer.text).not.toContain('for nobody');
    }
  });

  it.each(['notes', 'chart'])('is left out of includes on every level: %s', async (relation) => {
    const includes = [
      relation,
      [relation, 'visits'],
      { [relation]: 'patient' },
      { relation, scope: { where: { text: { like: 'for%' } } } },
      { visits: { patient: relation } },
      { relation: 'visits', scope: { include: { relation: 'patient', scope: { include: [relation] } } } },
    ];
    for (const include of includes) {
      for (const path of ['/Patients', '/Patients/findOne', patient]) {
        const answer = await app.get(`${path}?${json('filter', { include })}`);
        expect({ path, include, status: answer.status }).toEqual({ path, include, status: 200 });
        expect(answer.text).not.toContain('for nobody');
      }
    }
  });

  it('is not answered by where, order or fields of its name', async () => {
    const plain = await app.get('/Patients');
    for (const where of [{ notes: { like: 'for%' } }, { 'notes.text': 'x' }, { 'chart.text': { gt: '' } }]) {
      const answer = await app.get(`/Patients?${json('filter', { where })}`);
      expect([plain.text, 400]).toContain(answer.status === 200 ? answer.text : answer.status);
    }
    expect((await app.get(`/Patients?${json('filter', { fields: ['name', 'notes'] })}`)).text).not.toContain(
      'for nobody',
    );
  });

  it('does not show a model that is not served at a path of its own', async () => {
    for (const path of ['/Notes', '/Notes/1', '/Notes/count', '/Charts', '/Charts/1']) {
      expect({ path, status: (await app.get(path)).status }).toEqual({ path, status: 404 });
    }
  });
});

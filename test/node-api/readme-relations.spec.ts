import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useApp } from '../deviations/use-app.js';

/** A row of the README's table of relations. */
interface Row {
  readonly type: string;
  readonly name: string;
  readonly relation: Record<string, unknown>;
  readonly endpoints: string;
  readonly code: string;
}

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

function readTable(): readonly Row[] {
  const start = README.indexOf('### Relations');
  const lines = README.slice(start, README.indexOf('### Constraints')).split('\n');
  return lines.flatMap((line) => {
    const [, type = '', json = '', endpoints = '', code = ''] = line
      .split(' | ')
      .map((cell) => cell.replace(/^\| /, ''))
      .flatMap((cell, index) => (index === 0 ? ['', cell.trim()] : [cell.trim()]));
    const written = /^`(.*)`$/.exec(json)?.[1];
    if (written === undefined || !written.startsWith('"')) return [];
    const [[name, relation] = ['', {}]] = Object.entries(
      JSON.parse(`{${written}}`) as Record<string, Record<string, unknown>>,
    );
    return [{ type, name, relation, endpoints, code }];
  });
}

const rows = readTable();
const words = ['Customer', 'Profile', 'Order', 'Course', 'Club', 'Account'];

const models = [
  {
    name: 'X',
    plural: 'Xs',
    properties: { name: 'string' },
    relations: Object.fromEntries(rows.map((row) => [row.name, row.relation])),
  },
  ...words.map((name) => ({ name, properties: { name: 'string' } })),
  {
    name: 'Enrollment',
    relations: { x: { type: 'belongsTo', model: 'X' }, course: { type: 'belongsTo', model: 'Course' } },
  },
  ...['Address', 'Phone'].map((name) => ({
    name,
    base: 'Model',
    properties: { id: { type: 'number', id: true }, name: 'string' },
  })),
];

describe.each(testDatabases())("the README's table of relations on $name", (database) => {
  const db = { dataSource: 'db' };
  const none = { dataSource: null, public: false };
  const app = useApp(database, {
    models,
    modelConfig: Object.fromEntries(models.map(({ name }) => [name, ['Address', 'Phone'].includes(name) ? none : db])),
  });

  it('has all kinds', () => {
    expect(rows.map(({ type }) => type)).toEqual([
      'belongsTo', 'hasOne', 'hasMany', 'hasMany through', 'hasAndBelongsToMany', 'referencesMany', 'embedsOne', 'embedsMany',
    ]); // prettier-ignore
  });

  /** What a cell says, where it refers to those before it. */
  function expand(cell: string, of: 'endpoints' | 'code', at: number): string {
    const named = /those of (\w+)/.exec(cell)?.[1];
    const referred = named === undefined ? undefined : rows.findIndex(({ type }) => type === named);
    const from = referred ?? (/the same|^and /.test(cell) ? at - 1 : undefined);
    const row = from === undefined ? undefined : rows[from];
    return row === undefined
      ? cell
      : `${expand(row[of], of, from ?? 0).replaceAll(row.name, rows[at]?.name ?? '')} ${cell}`;
  }

  describe.each(rows.map((row, index) => ({ ...row, index })))('$type', ({ name, endpoints, code, index }) => {
    it('has the endpoints that it says', async () => {
      const { id } = await app.create('/Xs', { name: 'x' });
      const text = expand(endpoints, 'endpoints', index);
      const routes = [
        ...text.matchAll(/((?:`(?:GET|POST|PUT|DELETE|HEAD)`, )*)`(?:(GET|POST|PUT|DELETE|HEAD) )?(\/[\w/:]+)`/g),
      ];
      expect(routes.length).toBeGreaterThan(0);
      for (const [, before = '', verb = 'GET', path = ''] of routes) {
        const verbs = [...before.matchAll(/[A-Z]+/g)].map(([word]) => word).concat(verb);
        const whole = (path.startsWith('/Xs') ? path : `/Xs/:id${path}`).replace(':id', String(id)).replace(':fk', '1');
        for (const each of verbs) {
          const { status, body } = await app.send(
            each,
            whole,
            each === 'POST' || each === 'PUT' ? { body: { name: 'y' } } : {},
          );
          expect({ each, whole, status }).not.toMatchObject({ status: 500 });
          expect(String(body?.error?.message ?? '')).not.toContain('no method handling');
        }
      }
    });

    it('has the functions that it says', async () => {
      const { X } = app.application.models as Record<string, any>;
      const accessor = (await X.create({ name: 'x' }))[name];
      const functions = [...expand(code, 'code', index).matchAll(/\.(\w+)\(/g)].map(([, fn = '']) => fn);
      const own = functions.filter((fn) => fn !== name && !rows.some((row) => row.name === fn));
      expect(own.length).toBeGreaterThan(0);
      for (const fn of own) expect([fn, typeof accessor[fn]]).toEqual([fn, 'function']);
    });
  });
});

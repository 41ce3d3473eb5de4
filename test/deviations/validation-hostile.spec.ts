import type { ModelClass } from '@loopnest/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useApp } from './use-app.js';

const models = [
  {
    name: 'Member',
    properties: {
      email: 'string',
      badge: 'number',
      joined: 'date',
      tags: ['string'],
      profile: 'object',
      secret: 'string',
    },
    hidden: ['secret'],
  },
];

/** Values that clients send, and that are taken by no other member. */
const HOSTILE: [string, unknown][] = [
  ['email', { neq: null }],
  ['email', { like: '%' }],
  ['email', ['a@x']],
  ['email', "' OR 1=1 --"],
  ['email', '%'],
  ['email', 'a\u0000@x'],
  ['email', '\uD800'],
  ['email', 'x'.repeat(50_000)],
  ['badge', { gt: 0 }],
  ['badge', 1e308],
  ['badge', '1 OR 1=1'],
  ['joined', { gt: 0 }],
  ['joined', '+275760-09-13T00:00:00.000Z'],
  ['joined', '-271821-04-20T00:00:00.000Z'],
  ['tags', [{ neq: 1 }]],
  ['tags', [null]],
  ['profile', { neq: 1 }],
  ['profile', { $ne: 1 }],
  ['profile', { regexp: '(a+)+$' }],
  ['profile', { or: [{}] }],
  ['profile', { toJSON: 1, length: 5, constructor: 1 }],
  ['profile', JSON.parse('{"__proto__": {"polluted": true}}')],
];

describe.each(testDatabases())('checks of what clients send on $name', (database) => {
  const app = useApp(database, { models });

  beforeAll(() => {
    const Member = app.application.models['Member'] as unknown as ModelClass;
    Member.validatesUniquenessOf('email', 'badge', 'joined', 'tags', 'profile', 'secret');
    Member.validatesUniquenessOf('email', { scopedTo: ['badge', 'profile', 'joined'], ignoreCase: true, code: 'scoped' });
    Member.validatesLengthOf('email', { max: 60_000, allowBlank: true, allowNull: true });
    Member.validatesFormatOf('email', { with: /^[^\s]/, allowBlank: true, allowNull: true });
  }); // prettier-ignore

  it.each(HOSTILE)('never fail the server, nor take values for operators: %s %j', async (property, value) => {
    await app.create('/Members', { email: 'a@x', badge: 1, joined: '2020-01-01', tags: ['a'], profile: { a: 1 } });
    const { status, body } = await app.post('/Members', { [property]: value });
    expect([200, 400, 422]).toContain(status);
    if (status === 422) {
      const codes: string[] = body.error.details.codes[property];
      expect(codes).not.toContain('uniqueness');
      expect(body.error.message.length).toBeLessThan(1000);
    }
    expect(await app.find('/Members')).toHaveLength(status === 200 ? 2 : 1);
  });

  it.each([
    ['profile', { neq: 1 }],
    ['profile', { $ne: 1 }],
    ['tags', ['a', 'b']],
    ['email', "' OR 1=1 --"],
  ])('find what is really taken: %s %j', async (property, value) => {
    const first = await app.post('/Members', { [property]: value });
    expect(first.status).toBe(200);
    const { status, body } = await app.post('/Members', { [property]: value });
    expect(status).toBe(422);
    expect(body.error.details.codes[property]).toContain('uniqueness');
  });

  it.each(['errors', 'isValid', 'validate', 'ValidationError', 'core', '__data', 'constructor', 'save', 'toObject'])(
    'are not switched off by a property of the body called %s',
    async (name) => {
      for (const value of [true, 'x', { codes: {} }, null]) {
        const { status, body } = await app.post('/Members', { email: ' x', [name]: value });
        expect(status).toBe(422);
        expect(body.error.details).toEqual({
          context: 'Member',
          codes: { email: ['format'] },
          messages: { email: ['is invalid'] },
        });
      }
      expect(await app.find('/Members')).toEqual([]);
    },
  );

  it('tell nothing of a hidden value but that it is taken', async () => {
    await app.create('/Members', { secret: 'treasure' });
    const { status, text } = await app.post('/Members', { secret: 'treasure' });
    expect(status).toBe(422);
    expect(text).not.toContain('treasure');
  });

  it('see no options of a client', async () => {
    const query = `options=${encodeURIComponent('{"validate":false}')}&validate=false`;
    const { status } = await app.post(`/Members?${query}`, { email: ' x', options: { validate: false } });
    expect(status).toBe(422);
  });
});

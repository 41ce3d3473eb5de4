import { describe, expect, it } from 'vitest';
import { parseProperty } from './parse-property.js';
import { parsePropertyType } from './parse-property-type.js';

const scalar = (name: string) => ({ kind: 'scalar', name });

class GeoPoint {}
class Customer {
  static readonly modelName = 'customer';
}

describe('types of properties', () => {
  it.each([
    ['string', scalar('string')],
    ['STRING', scalar('string')],
    ['Date', scalar('date')],
    ['DateString', scalar('datestring')],
    ['GeoPoint', scalar('geopoint')],
    ['buffer', scalar('buffer')],
    ['json', scalar('json')],
    ['any', scalar('any')],
    ['array', { kind: 'array', items: scalar('any') }],
    [['string'], { kind: 'array', items: scalar('string') }],
    [[], { kind: 'array', items: scalar('any') }],
    [['Address'], { kind: 'array', items: { kind: 'model', model: 'Address' } }],
    ['Address', { kind: 'model', model: 'Address' }],
    [String, scalar('string')],
    [Number, scalar('number')],
    [Boolean, scalar('boolean')],
    [Date, scalar('date')],
    [Object, scalar('object')],
    [Array, { kind: 'array', items: scalar('any') }],
    [Buffer, scalar('buffer')],
    [JSON, scalar('json')],
    [GeoPoint, scalar('geopoint')],
    [[Number], { kind: 'array', items: scalar('number') }],
    [Customer, { kind: 'model', model: 'customer' }],
    [[Customer], { kind: 'array', items: { kind: 'model', model: 'customer' } }],
    [{ type: 'number' }, scalar('number')],
    [undefined, scalar('any')],
  ])('%o', (written, type) => {
    expect(parsePropertyType(written)).toEqual(type);
  });

  it('are written in place, with defaults of their own', () => {
    const type = parsePropertyType({ width: 'number', kind: { type: 'string', default: 'plain' } });
    expect(type).toMatchObject({
      kind: 'inline',
      properties: [
        { name: 'width', type: scalar('number'), default: undefined },
        { name: 'kind', type: scalar('string'), default: 'plain' },
      ],
    });
  });

  it('are lists of types written in place', () => {
    const type = parsePropertyType([{ name: 'string', inner: { x: Number } }]);
    expect(type).toMatchObject({
      kind: 'array',
      items: { kind: 'inline', properties: [{ name: 'name' }, { name: 'inner', type: { kind: 'inline' } }] },
    });
  });
});

describe('properties', () => {
  it('are short for their type', () => {
    expect(parseProperty('name', 'string')).toEqual({
      name: 'name',
      type: scalar('string'),
      required: false,
      id: 0,
      generated: false,
      default: undefined,
      defaultFn: undefined,
      index: false,
      readOnly: false,
      applyDefaultOnWrites: true,
      persistDefaultValues: true,
      raw: { type: 'string' },
    });
  });

  it('keep everything that was written', () => {
    const written = { type: 'string', postgresql: { columnName: 'c' }, doc: 'text' };
    expect(parseProperty('name', written).raw).toEqual(written);
  });

  it('are required by any truthy value, or with options', () => {
    expect(parseProperty('a', { type: 'string', required: 'yes' }).required).toBe(true);
    expect(parseProperty('a', { type: 'string', required: { message: 'm' } }).required).toEqual({ message: 'm' });
  });

  it('are the id by true or a number', () => {
    expect(parseProperty('a', { type: 'string', id: true }).id).toBe(1);
    expect(parseProperty('a', { type: 'string', id: 2 }).id).toBe(2);
    expect(parseProperty('a', { id: true })).toMatchObject({ id: 1, type: scalar('any') });
  });

  it('are generated only as ids', () => {
    expect(parseProperty('a', { type: 'number', generated: true }).generated).toBe(false);
    expect(parseProperty('a', { type: 'number', id: true, generated: true }).generated).toBe(true);
  });

  it('are frozen copies', () => {
    const written = { type: 'object', default: { a: 1 } };
    const property = parseProperty('a', written);
    expect(Object.isFrozen(property.default)).toBe(true);
    expect(Object.isFrozen(written.default)).toBe(false);
  });
});

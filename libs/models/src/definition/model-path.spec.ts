import { describe, expect, it } from 'vitest';
import { getHttpPath, getPlural } from './model-path.js';
import { isReservedModelName, nameFromFile } from './model-name.js';
import { nameVariants } from './name-variants.js';
import { normalizeHttpPath } from './normalize-http-path.js';
import { pluralize } from './plural.js';

describe('plurals', () => {
  it.each([
    ['Sheep', 'Sheep'],
    ['News', 'News'],
    ['Equipment', 'Equipment'],
    ['Series', 'Series'],
    ['Person', 'People'],
    ['Child', 'Children'],
    ['Ox', 'Oxen'],
    ['Mouse', 'Mice'],
    ['Foot', 'feet'],
    ['Tooth', 'teeth'],
    ['Goose', 'geese'],
    ['Box', 'Boxes'],
    ['City', 'Cities'],
    ['Status', 'Statuses'],
    ['Analysis', 'Analyses'],
    ['Criterion', 'Criteria'],
    ['Index', 'Indices'],
    ['Datum', 'Data'],
    ['Quiz', 'Quizzes'],
    ['Knife', 'Knives'],
    ['Wolf', 'Wolves'],
    ['Leaf', 'Leafs'],
    ['Roof', 'Roofs'],
    ['Hero', 'Heros'],
    ['Potato', 'Potatoes'],
    ['Photo', 'Photos'],
    ['Gas', 'Gas'],
    ['Lens', 'Lens'],
    ['OrderItem', 'OrderItems'],
  ])('%s → %s', (name, plural) => {
    expect(pluralize(name)).toBe(plural);
  });
});

describe('the path of a model', () => {
  it('is http.path before the plural', () => {
    expect(getHttpPath('editions', { http: { path: 'print/editions' } })).toBe('/print/editions');
    expect(getHttpPath('editions', { http: { path: '/print/editions/' } })).toBe('/print/editions');
  });

  it('is the plural, written or English', () => {
    expect(getHttpPath(getPlural('Photo', { plural: 'pictures' }), {})).toBe('/pictures');
    expect(getHttpPath(getPlural('Photo', {}), {})).toBe('/Photos');
  });

  it.each([
    ['/NewsAgencies', '/news-agencies'],
    ['findOne', 'find-one'],
    ['upsertWithWhere', 'upsert-with-where'],
    ['My_class', 'my-class'],
    ['/NewsAgencies/:newsId/findOne', '/news-agencies/:newsId/find-one'],
  ])('%s is normalised to %s', (path, normal) => {
    expect(normalizeHttpPath(path)).toBe(normal);
  });
});

describe('names', () => {
  it.each([
    ['news-agency', 'NewsAgency'],
    ['soft_delete', 'SoftDelete'],
    ['softDelete', 'SoftDelete'],
    ['category', 'Category'],
  ])('the file %s names %s', (file, name) => {
    expect(nameFromFile(file)).toBe(name);
  });

  it('are found by ClassName and camelName, too', () => {
    expect(nameVariants('art-fair')).toEqual(['art-fair', 'ArtFair', 'artFair']);
    expect(nameVariants('cropPlan')).toEqual(['cropPlan', 'CropPlan']);
    expect(nameVariants('Artwork')).toEqual(['Artwork']);
  });

  it('of types are reserved in any case', () => {
    expect(isReservedModelName('FILE')).toBe(true);
    expect(isReservedModelName('Filer')).toBe(false);
  });
});

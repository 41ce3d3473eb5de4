import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Name of the model of a number from 1. */
export function modelName(number: number): string {
  return `Item${String(number).padStart(3, '0')}`;
}

/** Writes a LoopBack 3 project of that many models, each with the relations to its neighbours. */
export async function generateProject(directory: string, models: number): Promise<void> {
  const numbers = Array.from({ length: models }, (_, index) => index + 1);
  const [definitions, server] = [join(directory, 'common', 'models'), join(directory, 'server')];
  await mkdir(definitions, { recursive: true });
  await mkdir(server, { recursive: true });
  await Promise.all([
    ...numbers.map((number) => writeJson(join(definitions, `item-${number}.json`), definition(number, models))),
    writeJson(join(server, 'model-config.json'), modelConfig(numbers)),
    writeJson(join(server, 'datasources.json'), {
      db: { name: 'db', connector: 'postgresql', url: '${BENCH_DATABASE}', max: 8 },
    }),
    writeJson(join(server, 'config.json'), { restApiRoot: '/api', host: '127.0.0.1' }),
    writeJson(join(directory, 'package.json'), { name: 'bench-startup', private: true }),
  ]);
}

function modelConfig(numbers: readonly number[]): Record<string, unknown> {
  const models = numbers.map((number) => [modelName(number), { dataSource: 'db', public: true }] as const);
  return { _meta: { sources: ['../common/models'] }, ...Object.fromEntries(models) };
}

function definition(number: number, models: number): Record<string, unknown> {
  const [before, after] = [
    modelName(number === 1 ? models : number - 1),
    modelName(number === models ? 1 : number + 1),
  ];
  return {
    name: modelName(number),
    base: 'PersistedModel',
    properties: {
      id: { type: 'number', id: true, generated: true },
      name: { type: 'string', required: true, index: true },
      description: { type: 'string' },
      price: { type: 'number', postgresql: { dataType: 'double precision' } },
      amount: { type: 'number', default: 1 },
      active: { type: 'boolean', default: true },
      created: { type: 'date' },
      labels: ['string'],
      details: 'object',
      note: { type: 'string' },
      parentId: { type: 'number', index: true },
    },
    hidden: ['note'],
    validations: [],
    relations: {
      parent: { type: 'belongsTo', model: before, foreignKey: 'parentId' },
      children: { type: 'hasMany', model: after, foreignKey: 'parentId' },
    },
    acls: [],
    methods: {},
  };
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

import type { AttackGroup } from '../attack-group.js';
import { FIELDS } from '../corpus/fields.js';
import { OPERATORS } from '../corpus/operators.js';
import { ORDERS } from '../corpus/orders.js';
import { PAGING } from '../corpus/paging.js';
import { VALUES } from '../corpus/values.js';
import { RELATION_MODELS } from '../hostile-relation-models.js';
import { Random } from '../random.js';
import { withArgument } from '../requests.js';

const INCLUDES = 400;
const PROPERTIES = ['id', 'name', 'secret', 'size', 'extra', 'zooId', 'cageId', 'vetId', 'vetIds', 'subjectId', 'text'];

interface Target {
  readonly model?: string;
}

/** Relations of a model, and the models that they lead to. */
function relationsOf(model: string): readonly (readonly [relation: string, target: string])[] {
  const found = RELATION_MODELS.find(({ name }) => name === model);
  const relations = (found?.['relations'] ?? {}) as Readonly<Record<string, Target>>;
  // What a polymorphic belongsTo leads to is a zoo.
  return Object.entries(relations).map(([relation, { model: target = 'Zoo' }]) => [relation, target]);
}

/** Makes includes of relations that are there, with scopes that are nearly right. */
class IncludeGenerator {
  constructor(private readonly random: Random) {}

  include(model: string, depth: number): string {
    const { random } = this;
    const relations = relationsOf(model);
    if (relations.length === 0) return '"nothing"';
    const items = random.list(3, () => {
      const [relation, target] = random.pick(relations);
      if (depth === 0 || random.chance(0.3)) return `"${relation}"`;
      if (random.chance(0.3)) return `{"${relation}":${this.include(target, depth - 1)}}`;
      return `{"relation":"${relation}","scope":${this.scope(target, depth - 1)}}`;
    });
    return `[${items.join(',')}]`;
  }

  private scope(model: string, depth: number): string {
    const { random } = this;
    const members: string[] = [];
    if (random.chance(0.5)) members.push(`"where":{${random.list(2, () => this.condition()).join(',')}}`);
    if (random.chance(0.3)) members.push(`"order":${random.chance(0.7) ? this.order() : random.pick(ORDERS)}`);
    if (random.chance(0.3)) members.push(`"fields":${random.chance(0.7) ? this.fields() : random.pick(FIELDS)}`);
    if (random.chance(0.3)) members.push(`"limit":${random.chance(0.7) ? '1' : random.pick(PAGING)}`);
    if (random.chance(0.2)) members.push(`"skip":${random.chance(0.7) ? '1' : random.pick(PAGING)}`);
    if (random.chance(0.6)) members.push(`"include":${this.include(model, depth)}`);
    return `{${members.join(',')}}`;
  }

  private condition(): string {
    const { random } = this;
    const value = random.pick(VALUES);
    const operator = random.pick(OPERATORS);
    return `"${random.pick(PROPERTIES)}":${random.chance(0.5) ? value : `{"${operator}":[${value},"a"]}`}`;
  }

  private order(): string {
    return `"${this.random.pick(PROPERTIES)} ${this.random.pick(['ASC', 'DESC'])}"`;
  }

  private fields(): string {
    const { random } = this;
    const names = random.list(3, () => random.pick(PROPERTIES));
    if (random.chance(0.5)) return JSON.stringify(names);
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, random.chance(0.5)])));
  }
}

export const randomIncludes: AttackGroup = {
  name: 'random includes',
  changes: [],
  async run(attack) {
    const generator = new IncludeGenerator(new Random(1_989));
    const paths = [
      ['/api/Zoos', 'Zoo'],
      ['/api/Zoos/1', 'Zoo'],
      ['/api/Cages', 'Cage'],
      ['/api/Zoos/2/cages', 'Cage'],
      ['/api/Zoos/2/rooms', 'Room'],
      ['/api/Photos', 'Photo'],
    ] as const;
    await attack.all(
      Array.from({ length: INCLUDES }, (_, index) => {
        const [path, model] = paths[index % paths.length] ?? ['/api/Zoos', 'Zoo'];
        return withArgument(path, 'filter', `{"include":${generator.include(model, 3)}}`);
      }),
    );
  },
};

import type { Attack } from '../attack.js';
import type { AttackGroup } from '../attack-group.js';
import { FIELDS } from '../corpus/fields.js';
import { KEYS } from '../corpus/keys.js';
import { NEAR_CLAUSES } from '../corpus/near.js';
import { OPERATORS, UNKNOWN_OPERATORS } from '../corpus/operators.js';
import { ORDERS } from '../corpus/orders.js';
import { PAGING } from '../corpus/paging.js';
import { LIKE_PATTERNS, REGEXPS } from '../corpus/patterns.js';
import { VALUES } from '../corpus/values.js';
import { PROPERTY_NAMES } from '../hostile-models.js';
import { withArgument, withBody, withWhere } from '../requests.js';
import { Random } from '../random.js';

const FILTERS = 500;
const BODIES = 300;
const CHANGES = 150;

const quoted = (text: string): string => JSON.stringify(text);

/** Makes filters and bodies, as JSON text, of the parts of the corpus, half of them nearly right. */
class Generator {
  constructor(private readonly random: Random) {}

  filter(): string {
    const { random } = this;
    const members: string[] = [];
    if (random.chance(0.8)) members.push(`"where":${this.where(3)}`);
    if (random.chance(0.4)) members.push(`"order":${random.pick(ORDERS)}`);
    if (random.chance(0.4)) members.push(`"limit":${random.pick(PAGING)}`);
    if (random.chance(0.3)) members.push(`"skip":${random.pick(PAGING)}`);
    if (random.chance(0.4)) members.push(`"fields":${random.pick(FIELDS)}`);
    if (random.chance(0.2)) members.push(`"include":${random.pick(VALUES)}`);
    if (random.chance(0.1)) members.push(`${quoted(random.pick(KEYS))}:${random.pick(VALUES)}`);
    return this.broken(`{${members.join(',')}}`);
  }

  where(depth: number): string {
    const { random } = this;
    if (random.chance(0.03)) return random.pick(VALUES);
    const conditions = random.list(3, () => {
      if (depth > 0 && random.chance(0.3))
        return `"${random.pick(['and', 'or', 'nor'])}":[${random.list(3, () => this.where(depth - 1)).join(',')}]`;
      return `${quoted(this.key())}:${this.clause()}`;
    });
    return `{${conditions.join(',')}}`;
  }

  body(depth = 2): string {
    const { random } = this;
    const members = random.list(
      8,
      () => `${quoted(this.key())}:${depth > 0 && random.chance(0.2) ? this.body(depth - 1) : random.pick(VALUES)}`,
    );
    return this.broken(`{"needed":"a"${members.map((member) => `,${member}`).join('')}}`);
  }

  private key(): string {
    const { random } = this;
    return random.chance(0.8) ? random.pick(PROPERTY_NAMES) : random.pick(KEYS);
  }

  private clause(): string {
    const { random } = this;
    if (random.chance(0.3)) return random.pick(VALUES);
    if (random.chance(0.05)) return random.pick(NEAR_CLAUSES);
    const operators = random.list(2, () => {
      const operator = random.chance(0.9) ? random.pick(OPERATORS) : random.pick(UNKNOWN_OPERATORS);
      return `${quoted(operator)}:${this.operand(operator)}`;
    });
    return `{${operators.join(',')}}`;
  }

  private operand(operator: string): string {
    const { random } = this;
    if (random.chance(0.1)) return random.pick(VALUES);
    if (operator === 'between') return `[${random.pick(VALUES)},${random.pick(VALUES)}]`;
    if (operator === 'inq' || operator === 'nin') return `[${random.list(4, () => random.pick(VALUES)).join(',')}]`;
    if (operator === 'regexp') return quoted(random.pick(REGEXPS));
    return operator.endsWith('like') ? quoted(random.pick(LIKE_PATTERNS)) : random.pick(VALUES);
  }

  /** Now and then a text with one character taken out, doubled or changed. */
  private broken(text: string): string {
    const { random } = this;
    if (!random.chance(0.1)) return text;
    const at = random.below(text.length);
    return (
      text.slice(0, at) + random.pick(['', '"', '{', ']', '\\', '\u0000', ',', 'é']) + text.slice(at + random.below(2))
    );
  }
}

const filters: AttackGroup = {
  name: 'random filters',
  changes: [],
  async run(attack) {
    const generator = new Generator(new Random(20_200_505));
    const paths = ['/api/Things', '/api/Things/findOne', '/api/Things/open', '/api/Things/1', '/api/Scopeds'];
    await attack.all(
      Array.from({ length: FILTERS }, (_, index) =>
        withArgument(paths[index % paths.length] ?? '', 'filter', generator.filter()),
      ),
    );
  },
};

const bodies: AttackGroup = {
  name: 'random bodies',
  changes: ['Sink'],
  async run(attack) {
    const generator = new Generator(new Random(7));
    const writes = [['POST', ''], ['PATCH', ''], ['PUT', '/2'], ['PATCH', '/3'], ['POST', '/replaceOrCreate'], ['POST', '/open']] as const; // prettier-ignore
    await attack.all(
      Array.from({ length: BODIES }, (_, index) => {
        const [method, path] = writes[index % writes.length] ?? ['POST', ''];
        return withBody(
          method,
          `/api/Sinks${path}`,
          index % 10 === 0 ? `[${generator.body()},${generator.body()}]` : generator.body(),
        );
      }),
    );
  },
};

/** A change or a deletion by a where is refused, or takes as many rows as a count of the same where tells. */
const changes: AttackGroup = {
  name: 'random changes and deletions',
  changes: ['Sink'],
  async run(attack) {
    const generator = new Generator(new Random(99));
    for (let index = 0; index < CHANGES; index++) {
      const where = generator.where(2);
      const counted = await countOf(attack, where);
      const path = index % 3 === 2 ? '/api/Sinks' : '/api/Sinks/update';
      // What would take nearly everything leaves nothing to be asked for.
      if (index % 3 === 2 && (counted === undefined || counted > 200)) continue;
      const request =
        index % 3 === 2 ? withWhere('DELETE', path, where) : withWhere('POST', path, where, '{"pin":"changed"}');
      if (request === undefined) continue;
      const answer = await attack.send(request);
      const changed = countIn(answer?.body);
      if (changed !== undefined && changed !== counted)
        attack.report(request, `changes ${String(changed)} of ${String(counted)}`, answer?.body ?? '');
    }
  },
};

async function countOf(attack: Attack, where: string): Promise<number | undefined> {
  return countIn((await attack.send(withArgument('/api/Sinks/count', 'where', where)))?.body);
}

function countIn(body: string | undefined): number | undefined {
  const count = body === undefined ? null : /^\{"count":(\d+)\}$/.exec(body);
  return count === null ? undefined : Number(count[1]);
}

export const FUZZ_GROUPS: readonly AttackGroup[] = [filters, bodies, changes];

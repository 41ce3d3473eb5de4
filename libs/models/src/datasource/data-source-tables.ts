import type { DefinitionProblem } from '../definition/definition-problem.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Table } from './column.js';
import type { Dialect } from './dialect.js';
import { type AttachedModel, type ConstrainedTable, constrainedTable } from './foreign-keys.js';
import { tableOf } from './table.js';

/** The tables of the models of a data source, and what constraints there are between them. */
export class DataSourceTables {
  /** Models with their tables as these are without constraints, where the tables of others are not looked at. */
  readonly #plain = new Map<string, AttachedModel>();
  readonly #constrained = new Map<string, ConstrainedTable>();
  /** Names of models with constraints: their tables depend on those of others. */
  readonly #constraining = new Set<string>();
  /** Warnings that have been given. */
  readonly #told = new Set<string>();

  constructor(
    private readonly models: ReadonlyMap<string, () => ModelDefinition>,
    private readonly dialect: Dialect,
  ) {}

  of(model: string): Table {
    return this.#resolved(model).table;
  }

  /** Names of the models whose constraints refer to a model. */
  referrersOf(model: string): readonly string[] {
    const refers = ({ foreignKeys }: Table) => foreignKeys.some(({ target }) => target.model === model);
    return this.#all()
      .filter(refers)
      .map((table) => table.model);
  }

  /** The tables that constraints of these refer to, those of their constraints, and so on; not the tables themselves. */
  neededBy(tables: readonly Table[]): readonly Table[] {
    const found = new Map(tables.map((table) => [table.model, table]));
    for (const { foreignKeys } of found.values()) {
      for (const { target } of foreignKeys)
        if (!found.has(target.model)) found.set(target.model, this.of(target.model));
    }
    return [...found.values()].slice(tables.length);
  }

  /** What is wrong in the constraints of models, and what has not been told yet of those that there cannot be. */
  check(models: readonly string[]): {
    readonly problems: readonly DefinitionProblem[];
    readonly warnings: readonly string[];
  } {
    const warnings = models.flatMap((model) =>
      this.#resolved(model).outside.map(
        ({ name, entity }) =>
          `there is no constraint "${name}" of the model "${model}", since the model "${entity}" is not on the same data source`,
      ),
    );
    const untold = warnings.filter((text) => !this.#told.has(text));
    for (const text of untold) this.#told.add(text);
    return { problems: models.flatMap((model) => this.#resolved(model).problems), warnings: untold };
  }

  /** Forgets the table of a model that has changed; gives the names of all models whose tables may be others now. */
  forget(model: string): readonly string[] {
    const changed = new Set([model, ...this.#constraining]);
    for (const each of changed) {
      this.#plain.delete(each);
      this.#constrained.delete(each);
    }
    this.#constraining.delete(model);
    return [...changed];
  }

  #all(): readonly Table[] {
    return [...this.models.keys()].map((model) => this.of(model));
  }

  #resolved(model: string): ConstrainedTable {
    const known = this.#constrained.get(model);
    if (known !== undefined) return known;
    const plain = this.#find(model);
    if (plain === undefined) throw new Error(`The model "${model}" is not attached.`);
    const { definition, table } = plain;
    const isPlain = definition.foreignKeys.length === 0;
    if (!isPlain) this.#constraining.add(model);
    const models = { names: [...this.models.keys()], find: (name: string) => this.#find(name) };
    const made = isPlain ? { table, problems: [], outside: [] } : constrainedTable(plain, models, this.dialect);
    this.#constrained.set(model, made);
    return made;
  }

  #find(model: string): AttachedModel | undefined {
    const known = this.#plain.get(model);
    if (known !== undefined) return known;
    const definition = this.models.get(model)?.();
    if (definition === undefined) return undefined;
    const made = { definition, table: tableOf(definition, this.dialect) };
    this.#plain.set(model, made);
    return made;
  }
}

import type { ForeignKeyDefinition } from './foreign-key-definition.js';
import type { PropertyDefinition } from './property-definition.js';

/** Where a definition was written, for error texts: a file, or a name such as `forRoot models[2]`. */
export interface DefinitionSource {
  readonly file: string;
}

/** What happens to properties that the model does not declare (`definitions`, section 8). */
export type StrictMode = 'keep' | 'validate' | 'filter';

/**
 * A model, resolved: inheritance, model-config options, names and defaults are settled. Frozen; the model class keeps a
 * living copy of `settings`, which scripts may change.
 */
export interface ModelDefinition {
  readonly name: string;
  /** Name of the base model; `undefined` for `Model` itself. */
  readonly base: string | undefined;
  /** Names of all bases, nearest first: `['Piece', 'PersistedModel', 'Model']`. */
  readonly ancestors: readonly string[];
  readonly plural: string;
  /** Path below the API root, beginning with `/`, before `normalizeHttpPath`. */
  readonly httpPath: string;
  /** Own properties first, then inherited ones; an injected id is the last. */
  readonly properties: readonly PropertyDefinition[];
  /** Names of the id properties, in the order of the id. Empty for a model without an id. */
  readonly idNames: readonly string[];
  /** The constraints that are asked for in the database (`foreignKeys`), inherited ones among them. */
  readonly foreignKeys: readonly ForeignKeyDefinition[];
  /**
   * Everything else of the definition, merged with the base's and with `options` of the definition and of
   * model-config.json: `strict`, `hidden`, `protected`, `forceId`, `scope`, `scopes`, `indexes`, `foreignKeys`, `relations`,
   * `acls`, `methods`, `mixins`, `postgresql`, the settings of validation and of queries, and keys of the application's own.
   */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly source: DefinitionSource | undefined;
}

/** How an application uses a model: an entry of model-config.json. */
export interface ModelUse {
  readonly definition: ModelDefinition;
  /** Name of the data source; `null` for none. */
  readonly dataSource: string | null;
  /** Whether the model is served over REST. */
  readonly public: boolean;
  /** Path of the model's script beside its definition (`customer.js`), where there is one. */
  readonly script: string | undefined;
}

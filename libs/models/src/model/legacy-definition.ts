import type { PropertyType } from '../definition/property-definition.js';
import { GeoPoint } from '../query/geo-point.js';
import type { ModelRegistry } from './model-registry.js';
import type { ModelSchema } from './model-schema.js';

/** `Model.definition` as LoopBack's scripts know it. */
export interface LegacyDefinition {
  readonly name: string;
  readonly settings: Record<string, unknown>;
  /** Types are functions, as in LoopBack: `String`, `[Number]`, a model class. */
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  idName(): string | undefined;
  idNames(): readonly string[];
}

export function describeLegacy(schema: ModelSchema, registry: ModelRegistry): LegacyDefinition {
  return {
    name: schema.name,
    settings: schema.settings,
    get properties() {
      const described = [...schema.properties.values()].map((property) => [
        property.name,
        { ...property.raw, type: typeFunction(property.type, registry) },
      ]);
      return Object.fromEntries(described) as LegacyDefinition['properties'];
    },
    idName: () => schema.idName,
    idNames: () => schema.idNames,
  };
}

function typeFunction(type: PropertyType, registry: ModelRegistry): unknown {
  switch (type.kind) {
    case 'array':
      return [typeFunction(type.items, registry)];
    case 'inline':
      return Object;
    case 'model':
      return registry.findModel(type.model) ?? Object;
    case 'scalar':
      return SCALAR_FUNCTIONS[type.name];
  }
}

/** LoopBack's type of values of any type, by its name. */
function Any(value: unknown): unknown {
  return value;
}

const SCALAR_FUNCTIONS = {
  string: String,
  text: String,
  number: Number,
  boolean: Boolean,
  date: Date,
  datestring: String,
  object: Object,
  json: Object,
  any: Any,
  geopoint: GeoPoint,
  buffer: Buffer,
} as const;

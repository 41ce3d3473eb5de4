import { createRequire } from 'node:module';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';
import { GeoPoint } from '../query/geo-point.js';
import { defaultValue } from './default-values.js';
import { plainValue } from './instance-state.js';
import type { AnyModel } from './model.js';

interface Direction {
  readonly toPlainOnly?: boolean;
  readonly toClassOnly?: boolean;
}

/** What we need of class-transformer, which an application need not have. */
interface ClassTransformer {
  Exclude(options: Direction): PropertyDecorator;
  Expose(): PropertyDecorator;
  Type(type: () => unknown): PropertyDecorator;
  Transform(transform: (parameters: { value: unknown }) => unknown, options: Direction): PropertyDecorator;
}

/**
 * Tells class-transformer of model classes, where it is installed: what of an instance is to be seen, and of which classes
 * its values are. So instances go rightly through `ClassSerializerInterceptor`, `instanceToPlain` and DTOs of applications.
 */
export class ClassTransformerMetadata {
  private loaded: { readonly decorators: ClassTransformer | undefined } | undefined;

  describe(model: AnyModel, properties: Iterable<PropertyDefinition>): void {
    for (const property of properties) this.describeProperty(model, property);
    this.hide(model);
  }

  /** Hides the properties that are hidden now; scripts may change which those are. */
  hide(model: AnyModel): void {
    for (const name of model.core.schema.hidden)
      this.decorate(model, name, ({ Exclude }) => Exclude({ toPlainOnly: true }));
  }

  private describeProperty(model: AnyModel, property: PropertyDefinition): void {
    const { core } = model;
    const { name } = property;
    const type = itemType(property.type);
    // Values are read through accessors of the prototype, so that class-transformer does not find their names by itself.
    this.decorate(model, name, ({ Expose }) => Expose());
    if (type.kind === 'scalar' && type.name === 'date') this.decorate(model, name, ({ Type }) => Type(() => Date));
    if (type.kind === 'scalar' && type.name === 'geopoint')
      this.decorate(model, name, ({ Type }) => Type(() => GeoPoint));
    if (type.kind === 'model') {
      this.decorate(model, name, ({ Type }) => Type(() => core.nestedModels(type.model) ?? Object));
      // Within another instance protected properties are left out, too.
      this.decorate(model, name, ({ Transform }) =>
        Transform(({ value }) => plainValue(value, true), { toPlainOnly: true }),
      );
    }
    // It sets what a plain object has not to `undefined`, over the defaults of a new instance.
    if (hasDefault(property)) {
      const missing = ({ value }: { value: unknown }) =>
        value === undefined ? defaultValue(property, core.coerceTo) : value;
      this.decorate(model, name, ({ Transform }) => Transform(missing, { toClassOnly: true }));
    }
  }

  private decorate(
    model: AnyModel,
    property: string,
    choose: (decorators: ClassTransformer) => PropertyDecorator,
  ): void {
    this.loaded ??= { decorators: loadClassTransformer() };
    if (this.loaded.decorators !== undefined) choose(this.loaded.decorators)(model.prototype, property);
  }
}

function loadClassTransformer(): ClassTransformer | undefined {
  try {
    return createRequire(import.meta.url)('class-transformer') as ClassTransformer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function itemType(type: PropertyType): PropertyType {
  return type.kind === 'array' ? itemType(type.items) : type;
}

function hasDefault({ default: value, defaultFn, applyDefaultOnWrites }: PropertyDefinition): boolean {
  return applyDefaultOnWrites && (value !== undefined || defaultFn !== undefined);
}

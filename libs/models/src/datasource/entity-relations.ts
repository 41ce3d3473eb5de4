import type { EntitySchema } from '@mikro-orm/core';
import { EntityAdditions, type EntityProperty } from './entity-additions.js';
import { EntityKey } from './entity-key.js';
import { linkEntity, WITHOUT_CONSTRAINT } from './entity-links.js';
import { canMeet, type End, type EntityModels } from './entity-models.js';
import { entityOrder } from './entity-order.js';
import type { EntityRelation } from './entity-relation.js';
import { discriminatorOf, relatedRow, type RelationFormula } from './related-row.js';

/** A relation over a key that holds an id: what a hasMany is the reverse of. */
interface Key {
  readonly name: string;
  readonly from: End;
  readonly to: End;
}

/**
 * The relations between models of one data source, as MikroORM knows relations. Left out is what it has no word for:
 * polymorphic relations other than hasMany and hasOne, scopes with conditions, lists of keys, embedded values (which are
 * properties already), and relations that lead out of the data source.
 */
export class EntityRelations {
  /** Entities of links, by the model that has the relation over them. */
  readonly links = new Map<string, EntitySchema[]>();
  readonly #additions = new Map<string, EntityAdditions>();
  readonly #keys: Key[] = [];

  constructor(
    private readonly models: EntityModels,
    private readonly warn: (text: string) => void,
  ) {
    const mapped = [...models.all].flatMap(([model, { relations }]) =>
      relations.filter((relation) => this.#canBe(model, relation)).map((relation) => ({ model, relation })),
    );
    // Those that have the key come first: the others may be the reverse of them.
    for (const { model, relation } of mapped) if (relation.type === 'belongsTo') this.#addBelongsTo(model, relation);
    for (const { model, relation } of mapped) {
      if (relation.through !== undefined) this.#addThrough(model, relation);
      else if (relation.type === 'hasMany') this.#addHasMany(model, relation);
      else if (relation.type === 'hasOne') this.#addHasOne(model, relation);
    }
  }

  of(model: string): EntityAdditions {
    const known = this.#additions.get(model);
    if (known !== undefined) return known;
    const made = new EntityAdditions();
    this.#additions.set(model, made);
    return made;
  }

  #canBe(model: string, { name, type, modelTo, through, polymorphic, scope }: EntityRelation): boolean {
    if (type === 'referencesMany' || type === 'embedsOne' || type === 'embedsMany') return false;
    if (modelTo === undefined || !this.models.has(modelTo.modelName) || !narrowsNothing(scope)) return false;
    if (through !== undefined && (polymorphic !== undefined || !this.models.has(through.model.modelName))) return false;
    if (isEntityName(name) && this.models.end(model, name) === undefined) return true;
    const quoted = JSON.stringify(name);
    this.warn(`MikroORM cannot have a relation with the name ${quoted}: ${model} is without it there.`);
    return false;
  }

  #addBelongsTo(model: string, { name, keyFrom, keyTo, modelTo }: EntityRelation): void {
    const [from, to] = [this.models.end(model, keyFrom), this.models.end(modelTo?.modelName, keyTo)];
    if (from === undefined || to === undefined || !this.#canMeet(model, name, from, to)) return;
    const id = this.models.id(to.model);
    if (id?.column === to.column) this.#addKey(name, from, to);
    // MikroORM's `targetKey` would insert a row for each key whose row it has not loaded.
    else if (id !== undefined)
      this.#addRow(name, from, to, relatedRow(from, to, id, this.models.dialect), from.isHidden);
  }

  #addHasMany(model: string, relation: EntityRelation): void {
    const { name, keyFrom, keyTo, modelTo, polymorphic } = relation;
    const [from, to] = [this.models.end(modelTo?.modelName, keyTo), this.models.end(model, keyFrom)];
    if (from === undefined || to === undefined || !this.#canMeet(model, name, from, to)) return;
    const isPlain = polymorphic === undefined && this.models.id(model)?.column === to.column;
    const discriminator = discriminatorOf(relation, (property) => this.models.end(from.model, property));
    if (polymorphic !== undefined && discriminator === undefined) return;
    const mappedBy = isPlain ? this.#keyBetween(from, to, `__${model}_${name}`) : this.#addReverse(name, from, to);
    if (mappedBy === undefined) return;
    this.of(model).properties.set(name, {
      kind: '1:m',
      entity: this.models.entity(from.model),
      mappedBy,
      ...(discriminator === undefined
        ? {}
        : { where: { [discriminator.end.column.property]: discriminator.typeName } }),
      ...this.#order(model, relation, from.model),
    });
  }

  /** Name of the relation over a key that holds an id; it is added where the model with the key declares none. */
  #keyBetween(from: End, to: End, name: string): string {
    const known = this.#keys.find((each) => isSame(each.from, from) && isSame(each.to, to));
    if (known !== undefined) return known.name;
    this.#addKey(name, from, to, { hidden: true });
    return name;
  }

  /** What a hasMany is the reverse of, where that is no plain key: a value that is compared, and leads to no entity. */
  #addReverse(relation: string, from: End, to: End): string | undefined {
    const id = this.models.id(to.model);
    if (id === undefined) return undefined;
    const name = `__${to.model}_${relation}`;
    this.of(from.model).properties.set(name, {
      kind: 'm:1',
      entity: this.models.entity(to.model),
      nullable: true,
      persist: false,
      mapToPk: true,
      hidden: true,
      cascade: [],
      fieldName: from.column.name,
      ...(id.column === to.column ? {} : { targetKey: to.column.property }),
      ...WITHOUT_CONSTRAINT,
    });
    if (id.column !== to.column) this.of(to.model).referenced.add(to.column.property);
    return name;
  }

  /**
   * The first row by id, read where it is asked for. A one-to-one relation of MikroORM's would be joined to every query, and
   * give a parent as often as it has rows.
   */
  #addHasOne(model: string, relation: EntityRelation): void {
    const { name, keyFrom, keyTo, modelTo, polymorphic } = relation;
    const [from, to] = [this.models.end(model, keyFrom), this.models.end(modelTo?.modelName, keyTo)];
    const id = this.models.id(modelTo?.modelName);
    if (from === undefined || to === undefined || id === undefined) return;
    if (!this.#canMeet(model, name, to, from)) return;
    const discriminator = discriminatorOf(relation, (property) => this.models.end(to.model, property));
    if (polymorphic !== undefined && discriminator === undefined) return;
    const formula = relatedRow(from, to, id, this.models.dialect, discriminator);
    this.#addRow(name, from, to, formula, from.isHidden || to.isHidden);
  }

  #addThrough(model: string, relation: EntityRelation): void {
    const { name, modelTo } = relation;
    const link = linkEntity(model, relation, this.models, (key, id) => this.#canMeet(model, name, key, id));
    if (link === undefined || modelTo === undefined) return;
    this.links.set(model, [...(this.links.get(model) ?? []), link]);
    this.of(model).properties.set(name, {
      kind: 'm:n',
      entity: this.models.entity(modelTo.modelName),
      owner: true,
      pivotEntity: () => link,
      ...this.#order(model, relation, modelTo.modelName),
      ...WITHOUT_CONSTRAINT,
    });
  }

  /** A key that holds an id. The first relation over a column writes it together with the key property; others are read. */
  #addKey(name: string, from: End, to: End, more: EntityProperty = {}): void {
    const { keys, properties } = this.of(from.model);
    const { property, name: fieldName, primary } = from.column;
    const entity = this.models.entity(to.model);
    const isRead = primary > 0 || keys.some((key) => key.name === property);
    if (!isRead) keys.push(new EntityKey(property, name, { entity, property: to.column.property }));
    properties.set(name, {
      kind: 'm:1',
      entity,
      fieldName,
      // A key may lead nowhere, and its row must be found all the same.
      nullable: true,
      ...(isRead ? { persist: false } : {}),
      ...(from.isHidden ? { hidden: true } : {}),
      ...WITHOUT_CONSTRAINT,
      ...more,
    });
    this.#keys.push({ name, from, to });
  }

  /** One row that is found by a statement of its own: read where it is asked for, and not written. */
  #addRow(name: string, from: End, to: End, formula: RelationFormula, isHidden: boolean): void {
    this.of(from.model).properties.set(name, {
      kind: 'm:1',
      entity: this.models.entity(to.model),
      // The name that the value gets in rows: no column's.
      fieldName: `__${name}`,
      formula,
      nullable: true,
      persist: false,
      lazy: true,
      cascade: [],
      ...(isHidden ? { hidden: true } : {}),
      ...WITHOUT_CONSTRAINT,
    });
  }

  /** Whether the key can be compared with what it refers to; a relation that is left out for it is told. */
  #canMeet(model: string, relation: string, from: End, to: End): boolean {
    if (canMeet(from, to)) return true;
    const [key, target] = [from, to].map((end) => `"${end.column.property}" of ${end.model} (${end.column.sqlType})`);
    const what = `MikroORM cannot have the relation ${JSON.stringify(relation)} of ${model}`;
    this.warn(`${what}: ${key} has another type than ${target}.`);
    return false;
  }

  #order(model: string, { name, scope }: EntityRelation, target: string): EntityProperty {
    const { orderBy, unknown } = entityOrder(scope, (property) => this.models.end(target, property) !== undefined);
    for (const property of unknown) {
      const what = `MikroORM cannot order the relation ${JSON.stringify(name)} of ${model} by ${JSON.stringify(property)}`;
      this.warn(`${what}: ${target} has no such property.`);
    }
    const id = this.models.id(target)?.column.property;
    return { orderBy: orderBy.length > 0 || id === undefined ? orderBy : [{ [id]: 'asc' }] };
  }
}

function isEntityName(name: string): boolean {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) && !name.startsWith('__');
  return isPlain && name !== 'toJSON' && !(name in Object.prototype);
}

/** Whether a scope of a relation leaves all rows in. */
function narrowsNothing(scope: unknown): boolean {
  if (scope === undefined || scope === null) return true;
  return typeof scope === 'object' && Object.keys(scope).every((key) => key === 'order' || key === 'include');
}

function isSame(one: End, other: End): boolean {
  return one.model === other.model && one.column.property === other.column.property;
}

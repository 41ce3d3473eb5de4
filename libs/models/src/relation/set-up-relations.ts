import type { AnyModel } from '../model/model.js';
import { declareRelation } from './declare-relation.js';
import type { RelationSettings } from './relation-settings.js';

interface Written {
  readonly model: AnyModel;
  readonly name: string;
  readonly settings: RelationSettings;
}

/**
 * Sets up the relations of models as they come: each model has those of its own definition and of its bases, which come with
 * the definition. As in LoopBack a relation is set up once all its models are attached, own ones first: that says in which
 * order key properties are added, and which of two models names their link model.
 */
export class RelationSetup {
  private readonly attached = new Set<AnyModel>();
  private waiting: readonly Written[] = [];
  private held: Set<AnyModel> | undefined;

  /** From now on models only gather, until {@link finish}: link models may be among those that are not attached yet. */
  hold(): void {
    this.held ??= new Set();
  }

  /** Sets up the relations of a model, and those of others that have waited for it. */
  add(model: AnyModel): void {
    if (this.held !== undefined) {
      this.held.add(model);
      return;
    }
    if (this.attached.has(model)) return;
    this.attached.add(model);
    const own = setUpReady(relationsOf(model), this.attached);
    const { waiting } = this;
    // A link model that is made meanwhile has relations of its own.
    this.waiting = [];
    this.waiting = [...setUpReady(waiting, this.attached), ...own, ...this.waiting];
  }

  /** Sets up what has gathered. */
  release(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const model of held) this.add(model);
  }

  /** Sets up what still waits; a relation to a model that does not exist throws. */
  finish(): void {
    this.release();
    const { waiting } = this;
    this.waiting = [];
    for (const { model, name, settings } of waiting) declareRelation(model, name, settings);
  }
}

function relationsOf(model: AnyModel): readonly Written[] {
  const relations = model.settings['relations'];
  if (typeof relations !== 'object' || relations === null) return [];
  return Object.entries(relations).map(([name, settings]) => ({ model, name, settings: settings as RelationSettings }));
}

/** Sets up those that have all their models, and returns the others. */
function setUpReady(relations: readonly Written[], attached: ReadonlySet<AnyModel>): readonly Written[] {
  return relations.filter(({ model, name, settings }) => {
    const needed = [settings['model'], settings['through']].filter((each) => each !== undefined && each !== '');
    const isReady = needed.every((each) => {
      const found = model.registry.findModel(each);
      return found !== undefined && attached.has(found);
    });
    if (isReady) declareRelation(model, name, settings);
    return !isReady;
  });
}

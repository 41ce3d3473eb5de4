import { BeforeSave, type HookContext, InjectModel, type ModelClass, ModelHooks, RemoteMethod } from '@loopnest/models';
import type { Reviewer } from './reviewer.js';

/** Nest's way: it does for reviewers what the script common/models/coffee-shop.js does for coffee shops. */
@ModelHooks('Reviewer')
export class ReviewerHooks {
  constructor(@InjectModel('Reviewer') private readonly Reviewer: ModelClass<Reviewer>) {}

  @BeforeSave()
  tidyName({ instance, data }: HookContext): void {
    const values = (instance ?? data) as Partial<Reviewer>;
    if (typeof values.name === 'string') values.name = values.name.trim().replaceAll(/\s+/g, ' ');
  }

  @RemoteMethod({
    description: 'Names in their order.',
    accepts: { arg: 'limit', type: 'integer' },
    returns: { arg: 'names', type: ['string'] },
    http: { verb: 'get' },
  })
  async names(limit = 10): Promise<string[]> {
    const found = await this.Reviewer.find({ fields: ['name'], order: 'name', limit });
    return found.map(({ name }) => name);
  }
}

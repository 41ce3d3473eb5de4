import { Get } from '@nestjs/common';
import { type Filter, ModelController, type ModelInstance, PersistedModelController } from '@loopnest/models';
import type { Review } from './review.js';

/** The generated controller of reviews with one method overridden and one route of its own; everything else stays. */
@ModelController('Review')
export class ReviewsController extends PersistedModelController<Review> {
  /** The newest first, unless the client asks for another order. */
  override find(filter: Filter<Review> = {}): Promise<ModelInstance<Review>[]> {
    return super.find({ order: 'date DESC', ...filter });
  }

  @Get('latest')
  latest(): Promise<ModelInstance<Review> | null> {
    return this.model.findOne({ order: 'date DESC' });
  }
}

import { ConflictException, Controller, Delete, Param, ParseIntPipe } from '@nestjs/common';
import { Roles } from '@loopnest/auth';
import { InjectModel, type ModelClass } from '@loopnest/models';
import type { Review } from '../reviews/review.js';
import type { Reviewer } from './reviewer.js';

/** An ordinary controller at the path of a generated route: it takes that route's place, and all others stay. */
@Controller('api/Reviewers')
export class ReviewersController {
  constructor(
    @InjectModel('Reviewer') private readonly Reviewer: ModelClass<Reviewer>,
    @InjectModel('Review') private readonly Review: ModelClass<Review>,
  ) {}

  // The rules of the model are not asked for a handler that is none of its methods: this one says who may.
  @Roles('admin')
  @Delete(':id')
  async remove(@Param('id', ParseIntPipe) id: number): Promise<{ count: number }> {
    const reviews = await this.Review.count({ reviewerId: id });
    if (reviews > 0) throw new ConflictException(`Reviewer ${id} has written ${reviews} reviews`);
    return this.Reviewer.destroyById(id);
  }
}

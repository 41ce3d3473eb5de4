import { Module } from '@nestjs/common';
import { ReviewHooks } from './review.hooks.js';
import { ReviewsController } from './reviews.controller.js';

@Module({ controllers: [ReviewsController], providers: [ReviewHooks] })
export class ReviewsModule {}

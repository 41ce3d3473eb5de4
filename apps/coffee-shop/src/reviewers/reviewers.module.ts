import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { ReviewerHooks } from './reviewer.hooks.js';
import { ReviewersController } from './reviewers.controller.js';

@Module({
  imports: [ModelsModule.forFeature(['Reviewer', 'Review'])],
  controllers: [ReviewersController],
  providers: [ReviewerHooks],
})
export class ReviewersModule {}

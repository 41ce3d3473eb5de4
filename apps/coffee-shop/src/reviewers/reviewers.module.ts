import { Module } from '@nestjs/common';
import { ModelsModule } from '@loopnest/models';
import { ReviewersController } from './reviewers.controller.js';

@Module({
  imports: [ModelsModule.forFeature(['Reviewer', 'Review'])],
  controllers: [ReviewersController],
})
export class ReviewersModule {}

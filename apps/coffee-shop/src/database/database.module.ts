import { Module } from '@nestjs/common';
import { chooseDatabase, DATABASE } from './database.js';

@Module({
  providers: [{ provide: DATABASE, useFactory: () => chooseDatabase(process.env['DATABASE_URL']) }],
  exports: [DATABASE],
})
export class DatabaseModule {}

import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RawFilter } from '../query/query.js';
import { ForeignRows } from './foreign-rows.js';
import type { ToManyAccess } from './relation-access.js';
import { NotRelatedError } from './relation-errors.js';

type Data = Readonly<Record<string, unknown>>;

/** hasMany: the rows of the target that hold the key of the instance. */
export class HasManyAccess implements ToManyAccess {
  private readonly rows: ForeignRows;

  constructor(relation: Relation, owner: object) {
    this.rows = new ForeignRows(relation, owner);
  }

  find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]> {
    return this.rows.find(filter, options);
  }

  findById(key: unknown, options: OperationOptions): Promise<object> {
    return this.rows.findById(key, options);
  }

  count(where: unknown, options: OperationOptions): Promise<number> {
    return this.rows.count(where, options);
  }

  build(data: Data): object {
    return this.rows.build(data);
  }

  create(data: Data, options: OperationOptions): Promise<object> {
    return this.rows.create(data, options);
  }

  async updateById(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    return this.rows.update(await this.rows.findById(key, options), data, options);
  }

  async destroyById(key: unknown, options: OperationOptions): Promise<void> {
    await this.rows.destroy(await this.rows.findById(key, options), options);
  }

  updateAll(where: unknown, data: Data, options: OperationOptions): Promise<{ count: number }> {
    return this.rows.updateAll(where, data, options);
  }

  destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    return this.rows.destroyAll(where, options);
  }

  async exists(key: unknown, options: OperationOptions): Promise<boolean> {
    try {
      await this.rows.findById(key, options);
      return true;
    } catch (error) {
      if (error instanceof NotRelatedError) return false;
      throw error;
    }
  }
}

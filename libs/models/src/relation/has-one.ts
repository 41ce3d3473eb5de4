import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { ForeignRows } from './foreign-rows.js';
import type { ToOneAccess } from './relation-access.js';
import { EmptyRelationError, HasOneExistsError } from './relation-errors.js';

type Data = Readonly<Record<string, unknown>>;

/** hasOne: the row of the target that holds the key of the instance, the first by id where there are several. */
export class HasOneAccess implements ToOneAccess {
  private readonly rows: ForeignRows;

  constructor(
    private readonly relation: Relation,
    owner: object,
  ) {
    this.rows = new ForeignRows(relation, owner);
  }

  async get(options: OperationOptions): Promise<object | null> {
    const [first] = await this.rows.find({ limit: 1 }, options);
    return first ?? null;
  }

  build(data: Data): object {
    return this.rows.build(data);
  }

  async create(data: Data, options: OperationOptions): Promise<object> {
    if ((await this.get(options)) !== null) throw new HasOneExistsError(this.relation);
    return this.rows.create(data, options);
  }

  async update(data: Data, options: OperationOptions): Promise<object> {
    return this.rows.update(await this.required(options), data, options);
  }

  async destroy(options: OperationOptions): Promise<void> {
    await this.rows.destroy(await this.required(options), options);
  }

  private async required(options: OperationOptions): Promise<object> {
    const found = await this.get(options);
    if (found === null) throw new EmptyRelationError(this.relation);
    return found;
  }
}

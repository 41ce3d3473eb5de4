import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';
import type { FilterQuery } from '@mikro-orm/core';
import type { Customer } from './customer.entity.js';

export type CustomerWhere = FilterQuery<Customer>;

/** What a list can be asked for. */
export interface CustomerFilter {
  readonly where: CustomerWhere;
  readonly order: { readonly [property: string]: 'asc' | 'desc' };
  readonly limit: number | undefined;
  readonly include: readonly 'orders'[];
}

interface RawFilter {
  readonly where?: unknown;
  readonly order?: string;
  readonly limit?: number;
  readonly include?: unknown;
}

const PROPERTIES = new Set(['id', 'name', 'email', 'age', 'vip', 'joined', 'city', 'country', 'credit', 'notes']);
const OPERATORS: Readonly<Record<string, string>> = {
  gt: '$gt',
  gte: '$gte',
  lt: '$lt',
  lte: '$lte',
  neq: '$ne',
  inq: '$in',
};

/** `?filter={"where":{…},"order":"name","limit":20,"include":"orders"}` */
@Injectable()
export class FilterPipe implements PipeTransform<string | undefined, CustomerFilter> {
  transform(text: string | undefined): CustomerFilter {
    const { where, order = 'id', limit, include } = parseJson(text) as RawFilter;
    const [property = '', direction = 'asc'] = order.split(' ');
    return {
      where: toWhere(where),
      order: { [known(property)]: direction.toLowerCase() === 'desc' ? 'desc' : 'asc' },
      limit,
      include: toInclude(include),
    };
  }
}

/** `?where={…}` */
@Injectable()
export class WherePipe implements PipeTransform<string | undefined, CustomerWhere> {
  transform(text: string | undefined): CustomerWhere {
    return toWhere(parseJson(text));
  }
}

function parseJson(text = '{}'): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new BadRequestException('This is not JSON');
  }
}

function toWhere(where: unknown = {}): CustomerWhere {
  const conditions = Object.entries(where as object).map(([property, condition]) => [
    known(property),
    toCondition(condition),
  ]);
  return Object.fromEntries(conditions) as CustomerWhere;
}

function toInclude(include: unknown): readonly 'orders'[] {
  if (include === undefined) return [];
  if (include !== 'orders') throw new BadRequestException(`Unknown relation ${String(include)}`);
  return ['orders'];
}

function toCondition(condition: unknown): unknown {
  if (typeof condition !== 'object' || condition === null) return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([operator, value]) => {
      const name = OPERATORS[operator];
      if (name === undefined) throw new BadRequestException(`Unknown operator ${operator}`);
      return [name, value];
    }),
  );
}

function known(property: string): string {
  if (!PROPERTIES.has(property)) throw new BadRequestException(`Unknown property ${property}`);
  return property;
}

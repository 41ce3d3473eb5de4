/** A customer as the models of these tests have it. */
export interface Customer {
  id: number;
  name: string;
  vip: boolean;
  born: Date;
  password: string;
}

/** The definition of a small model. */
export const customerModel = {
  name: 'Customer',
  properties: {
    name: { type: 'string', required: true },
    vip: { type: 'boolean', default: false },
    born: 'date',
    password: 'string',
  },
  hidden: ['password'],
} as const;

/** What it takes to serve models on the data source `db`. */
export function onDb(...models: string[]): Record<string, { dataSource: string }> {
  return Object.fromEntries(models.map((model) => [model, { dataSource: 'db' }]));
}

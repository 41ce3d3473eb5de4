/** Models of keys and values on one data source of the process, without a database. */
export const jars = {
  models: [
    { name: 'Jar', base: 'KeyValueModel' },
    { name: 'Bottle', base: 'KeyValueModel' },
  ],
  modelConfig: { Jar: { dataSource: 'shelf' }, Bottle: { dataSource: 'shelf' } },
  dataSources: { shelf: { connector: 'kv-memory' } },
};

export const silent = { log: ignore, warn: ignore, error: ignore };

function ignore(): void {}

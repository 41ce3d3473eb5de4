import type { DataSource } from '../datasource/data-source.js';

/**
 * Connects a data source, and brings its tables up to date as its setting `autoMigrate` says: `"update"` (the default)
 * creates what is missing and drops nothing, `"recreate"` drops the tables of its models and makes them anew, `"lazy"` makes
 * them when they are first needed, `false` leaves them alone. The data source says what it did.
 */
export async function startDataSource(dataSource: DataSource): Promise<void> {
  if (dataSource.settings['lazyConnect'] === true) return;
  await dataSource.connect();
  const mode = dataSource.settings['autoMigrate'] ?? 'update';
  switch (mode) {
    case false:
    case 'lazy':
      return;
    case 'update':
      await dataSource.autoupdate();
      dataSource.keepUp();
      return;
    case 'recreate':
      await dataSource.automigrate();
      dataSource.keepUp();
      return;
    default:
      throw new Error(
        `Data source "${dataSource.name}": autoMigrate is ${JSON.stringify(mode)}; it must be "update", "recreate", "lazy" or false`,
      );
  }
}

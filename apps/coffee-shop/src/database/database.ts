/** Token of the settings that are laid over those of the data source `db` in server/datasources.json. */
export const DATABASE = Symbol('DATABASE');

/** Settings of a data source; none leave what the file says. */
export interface DatabaseSettings {
  readonly connector?: string;
  readonly url?: string;
  readonly file?: string;
}

/** PostgreSQL where there is a URL; else the file of SQLite that server/datasources.json names. */
export function chooseDatabase(url: string | undefined): DatabaseSettings {
  return url === undefined || url === '' ? {} : { connector: 'postgresql', url };
}

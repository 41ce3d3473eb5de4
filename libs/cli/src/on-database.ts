import type { DataSourceSettings, Project } from '@loopnest/models';

const SERVICES = new Set([
  'memory',
  'transient',
  'mail',
  'kv-memory',
  'kv-redis',
  'rest',
  'loopback-component-storage',
]);

/** The project with all of its SQL databases on one database: `sqlite::memory:`, `sqlite:FILE` or `postgresql://…`. */
export function onDatabase(project: Project, url: string): Project {
  const override = databaseSettings(url);
  const dataSources = Object.entries(project.dataSources).map(([name, settings]) => [
    name,
    isDatabase(settings) ? { name, ...override } : settings,
  ]);
  return { ...project, dataSources: Object.fromEntries(dataSources) as Project['dataSources'] };
}

function databaseSettings(url: string): DataSourceSettings {
  if (/^postgres(ql)?:\/\//.test(url)) return { connector: 'postgresql', url };
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length)
    return { connector: 'sqlite', file: url.slice('sqlite:'.length) };
  throw new Error(
    `Unknown database "${url.replace(/\/\/.*@/, '//…@')}". Use sqlite::memory:, sqlite:FILE or postgresql://…`,
  );
}

function isDatabase(settings: DataSourceSettings): boolean {
  const connector = String(settings.connector ?? settings['adapter'] ?? '').replace(/^loopback-connector-/, '');
  return !SERVICES.has(connector);
}

import type { ConnectorRegistry, DataSourceSettings, Project } from '@loopnest/models';

/** Connectors of LoopBack's that are no databases, and are not served. */
const UNSERVED_SERVICES = new Set(['kv-redis', 'rest', 'soap', 'loopback-component-storage']);

/** The project with all of its SQL databases on one database: `sqlite::memory:`, `sqlite:FILE` or `postgresql://…`. */
export function onDatabase(project: Project, url: string, connectors: ConnectorRegistry): Project {
  const override = databaseSettings(url);
  const dataSources = Object.entries(project.dataSources).map(([name, settings]) => [
    name,
    isDatabase(settings, connectors) ? { name, ...override } : settings,
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

function isDatabase(settings: DataSourceSettings, connectors: ConnectorRegistry): boolean {
  const connector = String(settings.connector ?? settings['adapter'] ?? '').replace(/^loopback-connector-/, '');
  if (!connectors.has(connector)) return !UNSERVED_SERVICES.has(connector);
  return connector !== 'memory' && connectors.find(connector).storesData !== false;
}

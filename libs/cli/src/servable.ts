import type { ConnectorRegistry, ModelUse, Project } from '@loopnest/models';
import { withServedRelations } from './served-relations.js';

/** What can be served of a project, and a line for each part that cannot. */
export interface ServableProject {
  readonly project: Project;
  readonly left: readonly string[];
}

/** Leaves out what cannot be served yet: data sources of unknown kinds, with their models. */
export function servable(project: Project, connectors: ConnectorRegistry): ServableProject {
  const left: string[] = [];
  const dataSources = Object.entries(project.dataSources).filter(([name, settings]) => {
    const connector = String(settings.connector ?? settings['adapter']);
    if (connectors.has(connector)) return true;
    left.push(`Data source "${name}" cannot be served yet: the connector "${connector}" is not there.`);
    return false;
  });
  const known = new Set(dataSources.map(([name]) => name));
  const models = project.models.filter((use) => {
    const reason = refusal(use, known);
    if (reason !== undefined) left.push(`Model "${use.definition.name}" cannot be served yet: ${reason}.`);
    return reason === undefined;
  });
  const served = new Set(models.map(({ definition }) => definition.name));
  const leftOut = new Set(project.models.map(({ definition }) => definition.name).filter((name) => !served.has(name)));
  const related = models.map((use) => withServedRelations(use, leftOut, (line) => left.push(line)));
  return { project: { ...project, models: related, dataSources: Object.fromEntries(dataSources) }, left };
}

function refusal({ dataSource }: ModelUse, dataSources: ReadonlySet<string>): string | undefined {
  if (dataSource === null || dataSources.has(dataSource)) return undefined;
  return `its data source "${dataSource}" is not served`;
}

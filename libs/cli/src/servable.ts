import type { ConnectorRegistry, ModelUse, Project } from '@loopnest/models';
import { isBuiltIn } from './built-in-models.js';
import { withServedRelations } from './served-relations.js';

/** What can be served of a project, and a line for each part that cannot. */
export interface ServableProject {
  readonly project: Project;
  readonly left: readonly string[];
}

/** Leaves out what cannot be served yet: built-in models and their heirs, and data sources of unknown kinds with their models. */
export function servable(project: Project, connectors: ConnectorRegistry): ServableProject {
  const left: string[] = [];
  const dataSources = Object.entries(project.dataSources).filter(([name, settings]) => {
    const connector = String(settings.connector ?? settings['adapter']);
    if (connectors.has(connector)) return true;
    left.push(`Data source "${name}" cannot be served yet: the connector "${connector}" is not there.`);
    return false;
  });
  const known = new Set(dataSources.map(([name]) => name));
  const own = ownNames(project);
  const models = project.models.filter((use) => {
    const reason = refusal(use, known, own);
    if (reason !== undefined) left.push(`Model "${use.definition.name}" cannot be served yet: ${reason}.`);
    return reason === undefined;
  });
  const bases = project.bases.filter((use) => builtInAncestor(use, own) === undefined);
  const served = new Set(models.map(({ definition }) => definition.name));
  const leftOut = new Set(project.models.map(({ definition }) => definition.name).filter((name) => !served.has(name)));
  const related = models.map((use) => withServedRelations(use, leftOut, (line) => left.push(line)));
  return { project: { ...project, models: related, bases, dataSources: Object.fromEntries(dataSources) }, left };
}

function refusal(use: ModelUse, dataSources: ReadonlySet<string>, own: ReadonlySet<string>): string | undefined {
  const builtIn = builtInAncestor(use, own);
  if (builtIn !== undefined)
    return builtIn === use.definition.name ? 'it is built in' : `its base "${builtIn}" is built in`;
  if (use.dataSource !== null && !dataSources.has(use.dataSource))
    return `its data source "${use.dataSource}" is not served`;
  return undefined;
}

function builtInAncestor({ definition }: ModelUse, own: ReadonlySet<string>): string | undefined {
  return [definition.name, ...definition.ancestors].find((name) => isBuiltIn(name) && !own.has(name));
}

/** Names of the models that the project defines itself, in place of built-in ones, too. */
function ownNames({ models, bases }: Project): ReadonlySet<string> {
  const definitions = [...models, ...bases].map(({ definition }) => definition);
  return new Set(
    definitions.filter(({ name, source }) => source?.file !== `built-in model ${name}`).map(({ name }) => name),
  );
}

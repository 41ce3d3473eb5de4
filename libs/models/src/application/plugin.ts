import type { AnyConnector } from '../datasource/service-connector.js';
import type { BuiltInModel } from '../registry/built-in-model.js';
import type { Application } from './application.js';

/**
 * What a package brings to applications: models that are there without a file of their own, kinds of data sources, and
 * whatever it does with the application object. The packages of Loopnest itself come in this way.
 *
 * @example
 * const audit: Plugin = {
 *   name: 'audit',
 *   models: [{ definition: { name: 'AuditEntry', properties: { text: 'string' } } }],
 * };
 * createApplication({ root: import.meta.dirname, plugins: [audit], logger: console });
 */
export interface Plugin {
  /** For messages. Of two with one name the first is used. */
  readonly name: string;
  /** Models that projects may use, and inherit from, without a definition of their own. */
  readonly models?: readonly BuiltInModel[];
  readonly connectors?: readonly AnyConnector[];
  /** Called once for each application, before its models are made. */
  readonly install?: (application: Application) => void;
  /** Called once the models of the project are made, before anything is connected: models may be added. */
  readonly loaded?: (application: Application) => void;
}

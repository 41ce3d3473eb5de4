import type { DataSourceSettings } from '../definition/project.js';
import type { Connector, ConnectorContext } from './connector.js';

/** What the models of one data source without tables work with: a store of keys, a mailer, a client of another server. */
export interface Service {
  /** Called once, when the data source disconnects. */
  close?(): Promise<void> | void;
}

/**
 * A kind of data source without tables: keys and values, mail, or whatever else a package brings. It is registered as every
 * other connector: `ModelsModule.forRoot({ connectors: [myConnector] })`, or by a plug-in. Models reach what it opens as
 * `dataSource.service`.
 *
 * @example
 * declare function connectTo(url: string): Promise<Service>;
 * const connector: ServiceConnector = {
 *   name: 'queue',
 *   openService: (settings) => connectTo(String(settings.url)),
 * };
 */
export interface ServiceConnector<S extends Service = Service> {
  /** As `connector` of a data source gives it; also found as `loopback-connector-NAME`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The base that models have to have which are on it, such as `KeyValueModel`; any where it is left out, but for stored ones. */
  readonly base?: string;
  /** Opens what the models of a data source work with; called when it connects. Wrong settings are an error. */
  openService(settings: DataSourceSettings, context: ConnectorContext): Promise<S>;
  /** Where the service is, for error texts: never a password. */
  describe?(settings: DataSourceSettings): string;
}

/** A connector of any kind. */
export type AnyConnector = Connector | ServiceConnector;

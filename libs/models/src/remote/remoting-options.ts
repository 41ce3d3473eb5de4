import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../query/query-limits.js';
import type { SharedMethods } from './shared-methods.js';

/** How the REST face of an application behaves: `remoting` of config.json, with its defaults. */
export interface RemotingOptions {
  readonly jsonLimit: string | number;
  readonly jsonStrict: boolean;
  readonly urlencodedLimit: string | number;
  readonly urlencodedExtended: boolean;
  readonly normalizeHttpPath: boolean;
  readonly xml: boolean;
  /** Content types that may be answered; `undefined` for JSON and JSONP. */
  readonly supportedTypes: readonly string[] | undefined;
  readonly handleUnknownPaths: boolean;
  readonly sharedMethods: SharedMethods | undefined;
  /** Show stacks and messages of server errors: `remoting.errorHandler.debug`. */
  readonly debug: boolean;
  readonly queryLimits: QueryLimits;
}

type Section = Readonly<Record<string, unknown>>;

/** Reads the options of an application's settings; they are looked at once, when its REST face is made. */
export function remotingOptions(remoting: unknown, limits: Partial<QueryLimits> = {}): RemotingOptions {
  const settings = section(remoting);
  const json = section(settings['json']);
  const urlencoded = section(settings['urlencoded']);
  const rest = section(settings['rest']);
  return {
    jsonLimit: size(json['limit']),
    jsonStrict: json['strict'] === true,
    urlencodedLimit: size(urlencoded['limit']),
    urlencodedExtended: urlencoded['extended'] !== false,
    normalizeHttpPath: rest['normalizeHttpPath'] === true,
    xml: rest['xml'] === true,
    supportedTypes: Array.isArray(rest['supportedTypes']) ? rest['supportedTypes'].map(String) : undefined,
    handleUnknownPaths: rest['handleUnknownPaths'] !== false,
    sharedMethods: section(settings['sharedMethods']),
    debug: section(settings['errorHandler'])['debug'] === true,
    queryLimits: { ...DEFAULT_QUERY_LIMITS, ...limits },
  };
}

function section(value: unknown): Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Section) : {};
}

function size(value: unknown): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : '100kb';
}

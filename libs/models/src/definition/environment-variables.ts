import { isPlainObject, type PlainObject } from './plain-object.js';

const VARIABLE = /\$\{(\w+)\}$/;

/** Where the values of `${NAME}` come from. */
export interface VariableSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Application settings, config.json. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly warn: (text: string) => void;
}

function resolveText(text: string, { env, config, warn }: VariableSources): unknown {
  const name = VARIABLE.exec(text)?.[1];
  if (name === undefined) return text;
  if (Object.hasOwn(env, name) && env[name] !== undefined) return env[name];
  if (Object.hasOwn(config, name) && config[name] !== undefined) return config[name];
  warn(
    `${text} does not resolve to a valid value, returned as undefined. ` +
      `"${name}" must be resolvable in Environment variable or by app.get().`,
  );
  return undefined;
}

function resolveValue(value: unknown, sources: VariableSources): unknown {
  if (typeof value === 'string') return resolveText(value, sources);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, sources));
  return isPlainObject(value) ? resolveVariables(value, sources) : value;
}

/**
 * Replaces each text that ends in `${NAME}` as a whole: by the environment variable, by the application setting with its
 * type, or by `undefined` with a warning. For datasources, middleware and component-config.
 */
export function resolveVariables(data: PlainObject, sources: VariableSources): PlainObject {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, resolveValue(value, sources)]));
}

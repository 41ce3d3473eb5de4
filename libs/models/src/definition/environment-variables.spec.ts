import { describe, expect, it } from 'vitest';
import { resolveVariables } from './environment-variables.js';
import type { PlainObject } from './plain-object.js';

function resolve(data: PlainObject): { data: PlainObject; warnings: string[] } {
  const warnings: string[] = [];
  const sources = {
    env: { URL: 'postgres://x', PORT: '80' },
    config: { PORT: 1, size: 5 },
    warn: (text: string) => warnings.push(text),
  };
  return { data: resolveVariables(data, sources), warnings };
}

describe('variables in configuration files', () => {
  it('takes the environment variable, as a whole, at any depth', () => {
    const { data } = resolve({ db: { url: '${URL}', hosts: ['prefix-${URL}'] } });
    expect(data).toEqual({ db: { url: 'postgres://x', hosts: ['postgres://x'] } });
  });

  it('takes the environment before the setting', () => {
    expect(resolve({ port: '${PORT}' }).data).toEqual({ port: '80' });
  });

  it('takes a setting of the application with its type', () => {
    expect(resolve({ size: '${size}' }).data).toEqual({ size: 5 });
  });

  it('warns of a name that is neither', () => {
    const { data, warnings } = resolve({ url: '${NOPE}' });
    expect(data).toEqual({ url: undefined });
    expect(warnings).toEqual([
      '${NOPE} does not resolve to a valid value, returned as undefined. "NOPE" must be resolvable in Environment variable or by app.get().',
    ]);
  });

  it('leaves text alone that does not end in a variable', () => {
    expect(resolve({ a: '${URL}/x', b: 1 }).data).toEqual({ a: '${URL}/x', b: 1 });
  });
});

import type { StrictMode } from './model-definition.js';

/** What the setting `strict` means. */
export function getStrictMode(settings: Readonly<Record<string, unknown>>): StrictMode {
  const strict = settings['strict'];
  if (strict === 'filter') return 'filter';
  return strict === true || strict === 'validate' || strict === 'throw' ? 'validate' : 'keep';
}

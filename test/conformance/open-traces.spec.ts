import { expect, it } from 'vitest';
import { matchesTrace, openTraces } from './open-traces.js';
import { readTraces } from './traces.js';

it.each(openTraces)('keeps $trace open only while there is such a recording', ({ trace }) => {
  expect(readTraces().filter(({ name }) => matchesTrace(trace, name))).not.toHaveLength(0);
});

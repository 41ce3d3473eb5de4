import { describe, expect, it } from 'vitest';
import { compare, run } from '../conformance/trace.mjs';
import { readTraces } from '../conformance/traces.js';
import { useJars } from './use-jars.js';

const trace = readTraces().find(({ name }) => name === 'kv-endpoints');

// The application of the recording also has users. This one has its jars alone.
describe('the conversation kv-endpoints', () => {
  const client = useJars();

  it('is answered as LoopBack does', { timeout: 20_000 }, async () => {
    const differences: string[] = [];
    await run(client.url, trace?.steps ?? [], (step, answer) => {
      differences.push(...compare(step.expect, answer, step).map((why) => `${step.name}: ${why}`));
    });
    expect(trace?.steps).not.toHaveLength(0);
    expect(differences).toEqual([]);
  });
});

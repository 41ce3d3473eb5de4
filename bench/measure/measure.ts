import { type BenchRequest, encodeRequest } from '../load/bench-request.ts';
import type { Load } from '../load/load.ts';
import type { Server } from '../servers/server.ts';

/** What one turn has cost a server. */
export interface Cost {
  /** Microseconds of CPU time of the server per request. */
  readonly cpu: number;
  readonly perSecond: number;
  /** Share of the time in which the load process was busy. */
  readonly loadBusy: number;
}

/** One turn. What is not a request is done before the first and after the last reading of the server's CPU time. */
export async function measure(
  server: Server,
  load: Load,
  requests: readonly BenchRequest[],
  connections: number,
): Promise<Cost> {
  await load.prepare({ port: server.port, requests: requests.map(encodeRequest), connections });
  const before = await server.usage();
  const { seconds, cpuSeconds } = await load.run();
  const after = await server.usage();
  return {
    cpu: (after.cpuMicros - before.cpuMicros) / requests.length,
    perSecond: requests.length / seconds,
    loadBusy: cpuSeconds / seconds,
  };
}

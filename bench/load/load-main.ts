import { Connection } from './connection.ts';
import type { LoadAnswer, LoadOrder } from './load-order.ts';

let prepared: (() => Promise<void>) | undefined;

async function prepare({ port, requests, connections }: LoadOrder): Promise<() => Promise<void>> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  let sent = 0;
  return async () => {
    await Promise.all(open.map((connection) => connection.drain(() => requests[sent++])));
    for (const connection of open) connection.close();
  };
}

async function run(send: () => Promise<void>): Promise<LoadAnswer> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await send();
  const { user, system } = process.cpuUsage(cpu);
  return { kind: 'done', seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function obey(order: LoadOrder | 'go'): Promise<LoadAnswer> {
  if (order !== 'go') {
    prepared = await prepare(order);
    return { kind: 'ready' };
  }
  if (prepared === undefined) throw new Error('There is nothing to send.');
  return run(prepared);
}

process.on('message', (order: LoadOrder | 'go') => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ kind: 'failed', text: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

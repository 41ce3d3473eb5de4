import type { Spread } from '../measure/statistics.ts';
import { table } from '../measure/table.ts';
import { WORKLOADS } from '../workloads/workloads.ts';
import type { WorkloadSummary } from './summary.ts';

/** A load process that is busier than this may itself be what is measured. */
const LOAD_LIMIT = 0.9;

/** What a create may cost with one hook. */
const HOOK_TARGET = 1.15;

export function postgresTable(summaries: readonly WorkloadSummary[]): string {
  const head = ['PostgreSQL', '(a) floor', '(b) by hand', 'loopnest', '(b) / (a)'];
  const judged = ['loopnest / (a)', 'at most', 'holds', 'loopnest / (b)', 'at most', 'holds'];
  const rows = summaries.map(({ workload, cpu, toFloor, byHand }) => {
    const known = WORKLOADS.find(({ name }) => name === workload);
    return [
      workload,
      ...['floor-pg', 'nest-mikroorm', 'loopnest'].map((server) => micros(cpu[server])),
      toFloor['nest-mikroorm']?.median.toFixed(2) ?? '',
      ...judge(toFloor['loopnest'], known?.target),
      ...judge(byHand, known?.byHandTarget),
    ];
  });
  return table([...head, ...judged], rows);
}

/** What a hook costs, where servers with and without were measured. */
export function hookTable(summaries: readonly WorkloadSummary[]): string | undefined {
  const measured = summaries.filter(({ hook }) => hook !== undefined);
  if (measured.length === 0) return undefined;
  const rows = measured.map(({ workload, cpu, hook }) => [
    workload,
    ...['loopnest', 'loopnest-hook'].map((server) => micros(cpu[server])),
    ...judge(hook, workload === 'create' ? HOOK_TARGET : undefined),
  ]);
  return table(['one before save hook', 'without', 'with', 'with / without', 'at most', 'holds'], rows);
}

export function sqliteTable(summaries: readonly WorkloadSummary[]): string {
  const rows = summaries.map(({ workload, cpu, toFloor }) => [
    workload,
    ...['floor-sqlite', 'loopnest-sqlite'].map((server) => micros(cpu[server])),
    show(toFloor['loopnest-sqlite']),
  ]);
  return table(['SQLite', '(c) floor', 'loopnest', 'loopnest / (c)'], rows);
}

/** What has to be known beside the tables. */
export function remarks(loadBusy: number): string {
  const lines = [
    'CPU time of the server in microseconds per request; ratios within a round: median (middle half of the rounds).',
    `The load process was busy for at most ${Math.round(100 * loadBusy)} % of the time.`,
  ];
  if (loadBusy > LOAD_LIMIT) lines.push('That is too much: it may be the load that was measured.');
  return lines.join('\n');
}

function judge(ratio: Spread | undefined, target: number | undefined): readonly string[] {
  if (ratio === undefined) return ['', '', ''];
  if (target === undefined) return [show(ratio), '', ''];
  return [show(ratio), String(target), ratio.median <= target ? 'yes' : 'NO'];
}

function show(ratio: Spread | undefined): string {
  if (ratio === undefined) return '';
  return `${ratio.median.toFixed(2)} (${ratio.from.toFixed(2)} – ${ratio.to.toFixed(2)})`;
}

function micros(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(0);
}

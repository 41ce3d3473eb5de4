import { median } from '../measure/statistics.ts';
import { table } from '../measure/table.ts';
import type { RequestCost } from './request-cost.ts';
import type { Start } from './start-cost.ts';

const START_TARGET = 3;
const MEMORY_TARGET = 300;
const REQUEST_TARGET = 1.1;

/** The tables of `--startup`, with the targets; the smallest project is what the others are compared with. */
export function startupReport(starts: readonly (readonly Start[])[], requests: readonly RequestCost[]): string {
  const sizes = [...new Set(starts.flat().map(({ models }) => models))].toSorted((left, right) => left - right);
  const [smallest = 1, largest = 1] = [sizes.at(0), sizes.at(-1)];
  const rows = sizes.map((models) => {
    const own = starts.flat().filter((start) => start.models === models);
    return [
      String(models),
      median(own.map(({ millis }) => millis)).toFixed(0),
      median(own.map(({ cpuMillis }) => cpuMillis)).toFixed(0),
      ratio(starts, models, smallest, 'millis').toFixed(2),
      ratio(starts, models, smallest, 'cpuMillis').toFixed(2),
      median(own.map(({ megabytes }) => megabytes)).toFixed(0),
    ];
  });
  const cost = (name: keyof RequestCost): string => median(requests.map((round) => round[name])).toFixed(0);
  const head = ['models', 'start, ms', 'CPU, ms', 'start, ratio', 'CPU, ratio', 'memory, MB'];
  const memory = median(starts.flat().flatMap((start) => (start.models === largest ? [start.megabytes] : [])));
  const verdicts = [
    verdict(`start, ${largest} models to ${smallest}`, ratio(starts, largest, smallest, 'millis'), START_TARGET),
    verdict(`memory, ${largest} models, MB`, memory, MEMORY_TARGET),
    verdict('GET by id, last model to first', median(requests.map(({ last, first }) => last / first)), REQUEST_TARGET),
    verdict(
      'GET by id, last model to the only one',
      median(requests.map(({ last, only }) => last / only)),
      REQUEST_TARGET,
    ),
  ];
  return [
    table(head, rows),
    table(
      ['GET by id', 'CPU, µs'],
      [
        [`the model of ${smallest}`, cost('only')],
        [`the first of ${largest}`, cost('first')],
        [`the last of ${largest}`, cost('last')],
      ],
    ),
    table(['', 'is', 'at most', 'holds'], verdicts),
  ].join('\n\n');
}

function ratio(
  starts: readonly (readonly Start[])[],
  models: number,
  base: number,
  figure: 'millis' | 'cpuMillis',
): number {
  const of = (round: readonly Start[], size: number) => round.find((start) => start.models === size)?.[figure];
  return median(starts.map((round) => (of(round, models) ?? Number.NaN) / (of(round, base) ?? Number.NaN)));
}

function verdict(name: string, value: number, target: number): readonly string[] {
  const shown = value >= 10 ? value.toFixed(0) : value.toFixed(2);
  return [name, shown, String(target), value <= target ? 'yes' : 'NO'];
}

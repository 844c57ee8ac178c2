import { CapacityTable, NodeUse, SituationUse } from './capacity-table';

const MIB = 2 ** 20;
const WHOLE = 100;

/** The use of every node as text for people: a block for each situation, a line for each node or row of equal ones. */
export function formatCapacity({ cluster, situations }: CapacityTable): string {
  return [`${cluster}\n`, ...situations.map(formatSituation)].join('');
}

function formatSituation({ situation, fit, nodes, pending }: SituationUse): string {
  const rows = [['nodes', 'CPU', 'memory', 'pods', ''], ...nodes.map(cellsOf)];
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  const lines = rows.map((row) =>
    `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  const left = pending.length === 0 ? [] : [`    without a place: ${pending.join(', ')}`];
  return [`  ${situation}: ${fit}`, ...lines, ...left].map((line) => `${line}\n`).join('');
}

function cellsOf({ pool, nodes, requested, allocatable, pods }: NodeUse): string[] {
  const mib = (bytes: number) => Math.floor(bytes / MIB);
  return [
    nodes === 1 ? pool : `${nodes} x ${pool}`,
    share(requested.cpuMillis, allocatable.cpuMillis, (amount) => `${amount}m`),
    share(requested.memoryBytes, allocatable.memoryBytes, (amount) => `${mib(amount)}Mi`),
    share(requested.pods, allocatable.pods, String),
    pods.join(', '),
  ];
}

/** For example `350m of 840m (42 %)`. */
function share(used: number, whole: number, print: (amount: number) => string): string {
  const percent = whole > 0 ? ` (${Math.round((used / whole) * WHOLE)} %)` : '';
  return `${print(used)} of ${print(whole)}${percent}`;
}

import path from 'node:path';
import { run } from '../lib/process/run';
import { type Benchmark, milliseconds, type Row } from './table';

const ROOT = path.join(__dirname, '..');
/** Pairs of runs, one after the other, so that a busy machine is busy for both. The middle ratio counts. */
const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 7);
const CHARTS = 1000;
/** Processes that do little need more of them. */
const SHORT_PAIRS = Number(process.env['BENCH_PAIRS'] ?? 15);

interface Times {
  /** Milliseconds of the first run of a process, in which everything is still to be compiled. */
  readonly first: number;
  /** Milliseconds of its fastest. */
  readonly fastest: number;
}

/** What the checks add to a synthesis: the same charts with and without them. */
export const benchmark: Benchmark = {
  title: `All checks of ${CHARTS} charts of 4 objects in their own clusters, processor time`,
  columns: ['without', 'with', 'checks add'],
  run: () => {
    const pairs = Array.from({ length: PAIRS }, () => ({ without: measure('unchecked'), checked: measure('checked') }));
    const rowOf = (what: string, time: keyof Times): Row => {
      const without = median(pairs.map((pair) => pair.without[time]));
      const checked = median(pairs.map((pair) => pair.checked[time]));
      const added = median(pairs.map((pair) => pair.checked[time] / pair.without[time] - 1));
      return { what, values: [milliseconds(without), milliseconds(checked), `${(added * 100).toFixed(0)} %`] };
    };
    return [rowOf('fastest of three runs', 'fastest'), rowOf('first run of a process', 'first'), environments()];
  },
};

/** The fastest of several processes each, for in so short a time much else counts. */
function environments(): Row {
  const pairs = Array.from({ length: SHORT_PAIRS }, () => ({
    without: measure('unchecked', 'environments').first,
    checked: measure('checked', 'environments').first,
  }));
  const without = Math.min(...pairs.map((pair) => pair.without));
  const checked = Math.min(...pairs.map((pair) => pair.checked));
  const values = [milliseconds(without), milliseconds(checked), milliseconds(checked - without)];
  return { what: 'the five environments of this repository', values };
}

function measure(kind: 'checked' | 'unchecked', what = String(CHARTS)): Times {
  const args = ['--import', 'tsx', 'bench/checks-worker.ts', kind, what];
  const { status, stdout, stderr } = run(process.execPath, args, {
    cwd: ROOT,
    env: { NODE_EXTRA_CA_CERTS: undefined, CDK8S_OUTDIR: undefined },
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Times;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

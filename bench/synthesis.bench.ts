import path from 'node:path';
import { run } from '../scripts/process';
import { type Benchmark, milliseconds, ratio, type Row } from './table';

const ROOT = path.join(__dirname, '..');
const OBJECTS_PER_CHART = 4;
/** Pairs of runs, one after the other, so that a busy machine is busy for both. The middle one counts. */
const PAIRS = 3;
/** Where the stock App takes minutes or for ever, it is not asked. */
const STOCK_LIMIT = { none: 1000, chain: 100, layers: 0 };

type Shape = keyof typeof STOCK_LIMIT;

interface Measurement {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Synthesis in the process: `App.synth` of this library against that of cdk8s. */
export const benchmark: Benchmark = {
  title: 'App.synth, charts of 4 objects, processor time: cdk8s against cdk8s-webapp',
  columns: ['cdk8s', 'cdk8s-webapp', 'faster'],
  run: () => [...shapeRows('none'), ...shapeRows('chain'), ...shapeRows('layers'), ...memoryRows()],
};

function shapeRows(shape: Shape): Row[] {
  const ours = new Map<number, number>();
  const rows = [100, 300, 1000, 3000].map((charts): Row => {
    const pairs = Array.from({ length: PAIRS }, () => ({
      stock: charts <= STOCK_LIMIT[shape] ? measure('stock', charts, shape).milliseconds : undefined,
      ours: measure('ours', charts, shape, 3).milliseconds,
    }));
    const [stock, own] = [median(pairs.map((pair) => pair.stock ?? NaN)), median(pairs.map((pair) => pair.ours))];
    ours.set(charts, own);
    const what = `${String(charts)} charts${shape === 'none' ? '' : `, dependencies in ${shape}`}`;
    const values = Number.isNaN(stock)
      ? ['not measured', milliseconds(own), '']
      : [milliseconds(stock), milliseconds(own), ratio(stock, own)];
    return { what, values };
  });
  const exponent = Math.log10((ours.get(3000) ?? NaN) / (ours.get(300) ?? NaN));
  return [...rows, { what: '  growth exponent, 300 to 3000', values: ['', exponent.toFixed(2), ''] }];
}

function memoryRows(): Row[] {
  const growth = (kind: string) => {
    const [few, many] = [100, 1000].map((charts) => median(times(() => measure(kind, charts, 'none').bytes)));
    return ((many ?? NaN) - (few ?? NaN)) / ((900 * OBJECTS_PER_CHART) / 1000) / 2 ** 20;
  };
  const [stock, ours] = [growth('stock'), growth('ours')];
  const values = [`${stock.toFixed(1)} MiB`, `${ours.toFixed(1)} MiB`, `${((ours / stock) * 100).toFixed(0)} %`];
  return [{ what: 'peak memory per 1000 objects', values }];
}

function measure(kind: string, charts: number, shape: Shape, runs = 1): Measurement {
  const args = ['--import', 'tsx', 'bench/synthesis-worker.ts', kind, String(charts), shape, String(runs)];
  const { status, stdout, stderr } = run(process.execPath, args, {
    cwd: ROOT,
    env: { NODE_EXTRA_CA_CERTS: undefined, CDK8S_OUTDIR: undefined },
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Measurement;
}

function times(take: () => number): number[] {
  return Array.from({ length: PAIRS }, take);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

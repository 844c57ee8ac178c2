import type { Shape } from './synthesis-charts';
import { compiledWorker, measure, median } from './synthesis-process';
import { type Benchmark, milliseconds, ratio, type Row } from './table';

/** Pairs of runs, one after the other, so that a busy machine is busy for both. The middle one counts. */
const PAIRS = 3;
/** Beyond these numbers of charts the stock App takes minutes: a chain of 100 is not done after three. */
const STOCK_LIMIT = { none: 3000, chain: 10, layers: 10 };

/** Synthesis in the process: `App.synth` of this library against that of cdk8s. */
export const benchmark: Benchmark = {
  title: 'App.synth, charts of 4 objects, processor time: cdk8s against cdk8s-webapp',
  columns: ['cdk8s', 'cdk8s-webapp', 'ratio'],
  run: () => {
    const worker = compiledWorker();
    return (['none', 'chain', 'layers'] as const).flatMap((shape) => shapeRows(worker, shape));
  },
};

function shapeRows(worker: readonly string[], shape: Shape): Row[] {
  const ours = new Map<number, number>();
  const rows = [10, 100, 300, 1000, 3000].map((charts): Row => {
    const pairs = Array.from({ length: PAIRS }, () => ({
      stock: charts <= STOCK_LIMIT[shape] ? measure(worker, 'stock', charts, shape).milliseconds : NaN,
      ours: measure(worker, 'ours', charts, shape, 3).milliseconds,
    }));
    const [stock, own] = [median(pairs.map((pair) => pair.stock)), median(pairs.map((pair) => pair.ours))];
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

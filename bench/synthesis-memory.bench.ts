import { compiledWorker, type Kind, measure, median } from './synthesis-process';
import { type Benchmark, type Row } from './table';

const RUNS = 5;
const [FEW, MANY] = [1000, 3000];
const OBJECTS_PER_CHART = 4;
const MEBIBYTE = 2 ** 20;

/** How the most memory that a process has at one time grows with its objects. */
export const benchmark: Benchmark = {
  title: `Growth of peak memory per 1000 objects, ${FEW} to ${MANY} charts of 4 objects, medians of ${RUNS} runs`,
  columns: ['MiB', 'of cdk8s', 'all runs'],
  run: () => {
    const worker = compiledWorker();
    const stock = growths(worker, 'stock');
    return [
      row('cdk8s', stock, stock),
      row('cdk8s-webapp', growths(worker, 'ours'), stock),
      row('cdk8s-webapp without checks', growths(worker, 'unchecked'), stock),
      row('what is in all of them: the constructs alone', growths(worker, 'defined'), stock),
    ];
  },
};

function row(what: string, own: readonly number[], stock: readonly number[]): Row {
  const share = (median(own) / median(stock)) * 100;
  const values = [median(own).toFixed(1), `${share.toFixed(0)} %`, own.map((value) => value.toFixed(1)).join(' ')];
  return { what, values };
}

function growths(worker: readonly string[], kind: Kind): number[] {
  return Array.from({ length: RUNS }, () => {
    const [few, many] = [FEW, MANY].map((charts) => measure(worker, kind, charts, 'none').bytes);
    const objects = (MANY - FEW) * OBJECTS_PER_CHART;
    return ((many ?? NaN) - (few ?? NaN)) / MEBIBYTE / (objects / 1000);
  });
}

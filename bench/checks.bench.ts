import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../lib/process/run';
import { CLI, ROOT, todoChatbot } from './project';
import { compiledWorker, median, processorTime, succeed } from './synthesis-process';
import { type Benchmark, milliseconds, type Row } from './table';

/** Pairs of runs, one after the other, so that a busy machine is busy for both. The middle one counts. */
const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 7);
const CHARTS = 1000;
/** Runs of the command that are measured together. */
const RUNS = 3;
const RESULTS = 'node_modules/.cache/cdk8s-webapp';

interface Times {
  /** Milliseconds of the first run of a process, in which everything is still to be compiled. */
  readonly first: number;
  /** Milliseconds of its fastest. */
  readonly fastest: number;
}

/** What the checks add to a synthesis: the same charts with and without them. */
export const benchmark: Benchmark = {
  title: 'What all checks add, processor time',
  columns: ['without', 'with', 'checks add', ''],
  run: () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-bench-'));
    try {
      return [...charts(), ...environments(directory)];
    } finally {
      fs.rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** `App.synth`, charts that each have a cluster of their own. */
function charts(): Row[] {
  const worker = compiledWorker('checks-worker');
  const pairs = Array.from({ length: PAIRS }, () => ({
    without: inProcess(worker, 'unchecked'),
    with: inProcess(worker, 'checked'),
  }));
  const rowOf = (what: string, time: keyof Times): Row =>
    rowFor(
      `${CHARTS} charts of 4 objects, ${what}`,
      pairs.map((pair) => ({ without: pair.without[time], with: pair.with[time] })),
    );
  return [rowOf('fastest of three runs', 'fastest'), rowOf('first run of a process', 'first')];
}

/** The command, with everything compiled. */
function environments(directory: string): Row[] {
  run('npm', ['run', '--silent', 'build'], { cwd: ROOT });
  const [checked, unchecked] = ['checked', 'unchecked'].map((name) => todoChatbot(path.join(directory, name))) as [
    string,
    string,
  ];
  fs.writeFileSync(
    path.join(unchecked, 'all.ts'),
    `import { todoChatbot } from './main';\ntodoChatbot({ checks: { enabled: false } }).synth();\n`,
  );
  writeCharts(checked, true);
  writeCharts(unchecked, false);
  const command = (cwd: string, app: string, forget: boolean) => {
    const synth = `"$0" "$1" synth --app ${app}`;
    const script = forget ? `rm -f ${RESULTS}/results-*; ${synth}` : synth;
    return processorTime('sh', ['-c', script, process.execPath, CLI], { cwd, runs: RUNS });
  };
  const rowOf = (
    what: string,
    apps: { readonly checked: string; readonly unchecked: string },
    forget: boolean,
  ): Row => {
    const pair = () => ({
      without: command(unchecked, apps.unchecked, forget),
      with: command(checked, apps.checked, forget),
    });
    // The first compiles.
    pair();
    return rowFor(`${what}, by the command`, Array.from({ length: PAIRS }, pair));
  };
  const todo = { checked: 'main.ts', unchecked: 'all.ts' };
  const many = { checked: 'charts.ts', unchecked: 'charts.ts' };
  return [
    rowOf(`${CHARTS} charts of 4 objects, judged again`, many, true),
    rowOf('five environments, judged again', todo, true),
    rowOf('five environments, nothing changed', todo, false),
  ];
}

/** A program of many charts, in a project. */
function writeCharts(directory: string, enabled: boolean): void {
  for (const file of ['synthesis-charts.ts', 'manifests.ts']) {
    fs.copyFileSync(path.join(__dirname, file), path.join(directory, file));
  }
  const lines = [
    `import { App } from 'cdk8s-webapp';`,
    `import { defineCharts } from './synthesis-charts';`,
    `const app = new App({ outdir: 'charts', checks: { enabled: ${String(enabled)} } });`,
    `defineCharts(app, ${String(CHARTS)});`,
    'app.synth();',
  ];
  fs.writeFileSync(path.join(directory, 'charts.ts'), `${lines.join('\n')}\n`);
}

function rowFor(what: string, pairs: readonly { readonly without: number; readonly with: number }[]): Row {
  const [without, checked] = [median(pairs.map((pair) => pair.without)), median(pairs.map((pair) => pair.with))];
  const share = median(pairs.map((pair) => pair.with / pair.without - 1));
  const added = median(pairs.map((pair) => pair.with - pair.without));
  return {
    what,
    values: [milliseconds(without), milliseconds(checked), milliseconds(added), `${(share * 100).toFixed(0)} %`],
  };
}

function inProcess(worker: readonly string[], kind: 'checked' | 'unchecked'): Times {
  return JSON.parse(succeed(process.execPath, [...worker, kind, String(CHARTS)])) as Times;
}

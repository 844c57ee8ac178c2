import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject, App as StockApp, Chart } from 'cdk8s';
import { App } from 'cdk8s-webapp';
import { manifests } from './manifests';

/*
 * Synthesizes charts of 4 objects in a process of its own, so that memory and compiled code of one measurement do not
 * reach the next. Usage: synthesis-worker.ts stock|ours CHARTS none|chain|layers RUNS. Prints JSON: the fastest run in
 * milliseconds, and the peak of memory in bytes.
 */
const LAYER = 10;
const WARM_UP = 50;
/** Files in memory, where there are any: what a disk does meanwhile is no part of the comparison. */
const MEMORY = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

type Shape = 'none' | 'chain' | 'layers';

function define(app: StockApp, count: number, shape: Shape): void {
  const charts: Chart[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `service-${String(index)}`;
    const chart = new Chart(app, name, { namespace: name, labels: { app: name } });
    for (const manifest of manifests(name)) {
      new ApiObject(chart, manifest.kind, manifest);
    }
    const targets = shape === 'chain' ? charts.slice(-1) : shape === 'layers' ? layerBefore(charts) : [];
    charts.push(chart);
    chart.addDependency(...targets);
  }
}

function layerBefore(charts: readonly Chart[]): Chart[] {
  const begin = Math.floor(charts.length / LAYER) * LAYER;
  return charts.slice(Math.max(0, begin - LAYER), begin);
}

/**
 * Milliseconds of the processor that `synth` takes, which a busy machine changes less than those of the clock. Defining the
 * app is not part of it, for it is the same for both.
 */
function synthesize(kind: string, count: number, shape: Shape): number {
  const outdir = fs.mkdtempSync(path.join(MEMORY, 'cdk8s-webapp-bench-'));
  const app = kind === 'stock' ? new StockApp({ outdir }) : new App({ outdir });
  define(app, count, shape);
  const started = process.cpuUsage();
  app.synth();
  const { user, system } = process.cpuUsage(started);
  fs.rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}

const [kind = '', charts = '', shape = 'none', runs = '1'] = process.argv.slice(2);
synthesize(kind, WARM_UP, 'none');
const times = Array.from({ length: Number(runs) }, () => synthesize(kind, Number(charts), shape as Shape));
const bytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ milliseconds: Math.min(...times), bytes }));

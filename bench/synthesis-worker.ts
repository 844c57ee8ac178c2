import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App as StockApp } from 'cdk8s';
import { App } from 'cdk8s-webapp';
import { defineCharts, type Shape } from './synthesis-charts';
import type { Kind } from './synthesis-process';

/*
 * Synthesizes charts of 4 objects. Usage: synthesis-worker.js stock|ours|unchecked|defined CHARTS none|chain|layers RUNS.
 * Prints JSON: the fastest run in milliseconds, and the peak of memory in bytes.
 */
const WARM_UP = 50;
/** Files in memory, where there are any: what a disk does meanwhile is no part of the comparison. */
const MEMORY = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

/**
 * Milliseconds of the processor that `synth` takes, which a busy machine changes less than those of the clock. Defining the
 * app is not part of it, for it is the same for both.
 */
function synthesize(kind: Kind, count: number, shape: Shape): number {
  const outdir = fs.mkdtempSync(path.join(MEMORY, 'cdk8s-webapp-bench-'));
  const isOurs = kind === 'ours' || kind === 'unchecked';
  const app = isOurs ? new App({ outdir, checks: { enabled: kind === 'ours' } }) : new StockApp({ outdir });
  defineCharts(app, count, shape);
  const started = process.cpuUsage();
  if (kind !== 'defined') {
    app.synth();
  }
  const { user, system } = process.cpuUsage(started);
  fs.rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}

const [kind, charts, shape, runs] = process.argv.slice(2) as [Kind, string, Shape, string];
synthesize(kind, WARM_UP, 'none');
const times = Array.from({ length: Number(runs) }, () => synthesize(kind, Number(charts), shape));
const bytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ milliseconds: Math.min(...times), bytes }));

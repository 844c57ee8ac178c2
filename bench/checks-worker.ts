import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App } from 'cdk8s-webapp';
import { defineCharts } from './synthesis-charts';

/*
 * Synthesizes charts of 4 objects that no rule has anything against, with or without checks, in a process of its own.
 * Usage: checks-worker checked|unchecked CHARTS. Prints JSON: milliseconds of the first run and of the fastest.
 */
const RUNS = 3;
/** Files in memory, where there are any: what a disk does meanwhile is no part of the comparison. */
const MEMORY = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

/** Milliseconds of the processor, which a busy machine changes less than those of the clock. */
function synthesize(enabled: boolean, count: number): number {
  const outdir = fs.mkdtempSync(path.join(MEMORY, 'cdk8s-webapp-bench-'));
  const app = new App({ outdir, checks: { enabled } });
  defineCharts(app, count);
  const started = process.cpuUsage();
  app.synth();
  const { user, system } = process.cpuUsage(started);
  fs.rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}

const [kind, charts = ''] = process.argv.slice(2);
const times = Array.from({ length: RUNS }, () => synthesize(kind === 'checked', Number(charts)));
process.stdout.write(JSON.stringify({ first: times[0], fastest: Math.min(...times) }));

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { App } from 'cdk8s-webapp';
import { todoChatbot } from '../main';
import { manifests } from './manifests';

/*
 * Synthesizes charts of 4 objects that no rule has anything against, with or without checks, in a process of its own; or
 * renders the five environments of this repository, where a program has no time to warm up.
 * Usage: checks-worker.ts checked|unchecked CHARTS|environments. Prints JSON: milliseconds of the first run and of the fastest.
 */
const RUNS = 3;
/** Files in memory, where there are any: what a disk does meanwhile is no part of the comparison. */
const MEMORY = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();

function define(app: App, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const name = `service-${String(index)}`;
    const chart = new Chart(app, name, { namespace: name, labels: { app: name } });
    for (const manifest of manifests(name)) {
      new ApiObject(chart, manifest.kind, manifest);
    }
  }
}

/** Milliseconds of the processor, which a busy machine changes less than those of the clock. */
function measure(run: () => void): number {
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function synthesize(enabled: boolean, count: number): number {
  const outdir = fs.mkdtempSync(path.join(MEMORY, 'cdk8s-webapp-bench-'));
  const app = new App({ outdir, checks: { enabled } });
  define(app, count);
  const milliseconds = measure(() => {
    app.synth();
  });
  fs.rmSync(outdir, { recursive: true });
  return milliseconds;
}

function renderEnvironments(enabled: boolean): number {
  const app = todoChatbot({ checks: { enabled } });
  return measure(() => {
    app.render();
  });
}

const [kind, what = ''] = process.argv.slice(2);
const enabled = kind === 'checked';
const times =
  what === 'environments'
    ? [renderEnvironments(enabled)]
    : Array.from({ length: RUNS }, () => synthesize(enabled, Number(what)));
process.stdout.write(JSON.stringify({ first: times[0], fastest: Math.min(...times) }));

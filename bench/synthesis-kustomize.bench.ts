import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App } from 'cdk8s-webapp';
import { run } from '../lib/process/run';
import { defineCharts } from './synthesis-charts';
import { compiledWorker, median, processorTime } from './synthesis-process';
import { type Benchmark, milliseconds, ratio, type Row } from './table';

const CHARTS = 1000;
/** Of ours. One build of kustomize takes a minute and more. */
const RUNS = 5;
const REPLICAS = 3;

/** Whole processes: a program that synthesizes charts against `kubectl kustomize` on their manifests. */
export const benchmark: Benchmark = {
  title: `${CHARTS} charts of 4 objects, processor time of the process: kubectl kustomize against cdk8s-webapp`,
  columns: ['kustomize', 'cdk8s-webapp', 'ratio'],
  run: () => {
    if (!hasKubectl()) {
      return [{ what: 'not measured: there is no kubectl', values: [] }];
    }
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-bench-'));
    try {
      return measure(directory);
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
  },
};

function measure(directory: string): Row[] {
  const base = path.join(directory, 'base');
  const app = new App({ outdir: base });
  defineCharts(app, CHARTS);
  app.synth();
  const resources = fs.readdirSync(base).filter((file) => file.endsWith('.yaml'));
  writeKustomization(base, { resources });
  const replicas = Array.from({ length: CHARTS }, (_, index) => ({ name: `service-${index}`, count: REPLICAS }));
  writeKustomization(path.join(directory, 'replicas'), { resources: ['../base'], replicas });

  const worker = [...compiledWorker(), 'ours', String(CHARTS), 'none', '1'];
  const own = median(Array.from({ length: RUNS }, () => processorTime(process.execPath, worker)));
  const row = (what: string, name: string): Row => {
    const theirs = processorTime('kubectl', ['kustomize', path.join(directory, name)]);
    return { what, values: [milliseconds(theirs), milliseconds(own), ratio(theirs, own)] };
  };
  return [row('manifests as they are', 'base'), row('an overlay that sets the replicas of each', 'replicas')];
}

function writeKustomization(directory: string, kustomization: object): void {
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, 'kustomization.yaml'), JSON.stringify(kustomization));
}

function hasKubectl(): boolean {
  try {
    return run('kubectl', ['version', '--client']).status === 0;
  } catch {
    return false;
  }
}

import path from 'node:path';
import { buildSync } from 'esbuild';
import { run } from '../lib/process/run';
import type { Shape } from './synthesis-charts';

const ROOT = path.join(__dirname, '..');
const SOURCE = path.join(__dirname, 'synthesis-worker.ts');
/** Below `node_modules`, so that it finds cdk8s. */
const COMPILED = path.join(ROOT, 'node_modules', '.cache', 'bench', 'synthesis-worker.js');

/** What is synthesized: with cdk8s, with this library, with it and without checks; or defined, and not synthesized. */
export type Kind = 'stock' | 'ours' | 'unchecked' | 'defined';

/** What a process of its own tells of a synthesis in it. */
export interface Measurement {
  /** Milliseconds of the processor that the fastest run took. */
  readonly milliseconds: number;
  /** The most memory that the process had at one time. */
  readonly bytes: number;
}

/**
 * Compiles what is measured, as a package is compiled before it is published: what a compiler leaves behind in the process
 * would hide how memory grows.
 *
 * @returns the arguments of Node that run it, before those of `synthesis-worker.ts`
 */
export function compiledWorker(): string[] {
  buildSync({
    ...{ entryPoints: [SOURCE], outfile: COMPILED, absWorkingDir: ROOT },
    ...{ bundle: true, platform: 'node', packages: 'external', logLevel: 'error' },
    alias: { 'cdk8s-webapp': './lib/index.ts' },
  });
  return [COMPILED];
}

/** Synthesizes charts in a process of its own, so that memory and compiled code of one measurement do not reach the next. */
export function measure(worker: readonly string[], kind: Kind, charts: number, shape: Shape, runs = 1): Measurement {
  return JSON.parse(succeed(process.execPath, [...worker, kind, String(charts), shape, String(runs)])) as Measurement;
}

/** Milliseconds of the processor that a whole process takes. */
export function processorTime(command: string, args: readonly string[]): number {
  const [, ofChildren = ''] = succeed('sh', ['-c', '"$@" > /dev/null && times', 'sh', command, ...args]).split('\n');
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1000)
    .reduce((one, other) => one + other, 0);
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function succeed(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = run(command, args, {
    cwd: ROOT,
    // Node 20 reads that file at every start.
    env: { NODE_EXTRA_CA_CERTS: undefined, CDK8S_OUTDIR: undefined },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}: ${stderr}`);
  }
  return stdout;
}

import path from 'node:path';
import { buildSync } from 'esbuild';
import { run } from '../lib/process/run';
import type { Shape } from './synthesis-charts';

const ROOT = path.join(__dirname, '..');
/** Below `node_modules`, so that it finds cdk8s. */
const COMPILED = path.join(ROOT, 'node_modules', '.cache', 'bench');

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
 * @param name of a file beside this one, without its extension
 * @returns the arguments of Node that run it, before its own
 */
export function compiledWorker(name = 'synthesis-worker'): string[] {
  const outfile = path.join(COMPILED, `${name}.js`);
  buildSync({
    ...{ entryPoints: [path.join(__dirname, `${name}.ts`)], outfile, absWorkingDir: ROOT },
    ...{ bundle: true, platform: 'node', packages: 'external', logLevel: 'error' },
    alias: { 'cdk8s-webapp': './lib/index.ts' },
  });
  return [outfile];
}

/** Synthesizes charts in a process of its own, so that memory and compiled code of one measurement do not reach the next. */
export function measure(worker: readonly string[], kind: Kind, charts: number, shape: Shape, runs = 1): Measurement {
  return JSON.parse(succeed(process.execPath, [...worker, kind, String(charts), shape, String(runs)])) as Measurement;
}

/** Milliseconds of the processor that a whole process takes: the mean of several, for the clock is coarse. */
export function processorTime(command: string, args: readonly string[], { cwd = ROOT, runs = 1 } = {}): number {
  const script = 'n=$1; shift; while [ $n -gt 0 ]; do "$@" > /dev/null || exit 1; n=$((n - 1)); done; times';
  const [, ofChildren = ''] = succeed('sh', ['-c', script, 'sh', String(runs), command, ...args], cwd).split('\n');
  const total = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1000)
    .reduce((one, other) => one + other, 0);
  return total / runs;
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** What a program prints, which must succeed. */
export function succeed(command: string, args: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr } = run(command, args, {
    cwd,
    // Node 20 reads that file at every start.
    env: { NODE_EXTRA_CA_CERTS: undefined, CDK8S_OUTDIR: undefined },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}: ${stderr}`);
  }
  return stdout;
}

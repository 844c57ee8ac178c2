import * as path from 'node:path';
import type { Memory } from '../synth/memory';
import { restoreOutput } from '../synth/output/restore';
import type { Synthesis } from '../synth/synthesis';
import { writeSynthesis } from '../synth/write-synthesis';
import { Arguments, textOption, UsageError } from './command';
import { counted } from './counted';
import { CommandError } from './report';
import { HostedApp, ours } from './session';
import { Stopwatch } from './stopwatch';

/** How apps are to be rendered. */
export interface Run {
  /** @default - every environment */
  readonly environments?: readonly string[];
  readonly stopwatch: Stopwatch;
  readonly memory: Memory;
}

/** A way to deliver what apps synthesize. */
export interface Output {
  /** Whether stdout is for the output alone. */
  readonly isPrinted: boolean;
  /** What delivering is called in the timings. */
  readonly phase: string;
  /** Delivers, and returns what is to be printed. */
  deliver(apps: readonly HostedApp[], run: Run): string;
}

/** Options of which only one can be given. */
const EXCLUSIVE = [
  ['stdout', 'json'],
  ['stdout', 'output'],
  ['json', 'output'],
  ['stdout', 'watch'],
  ['json', 'watch'],
] as const;

/** What the options ask for. @throws UsageError when they contradict each other */
export function outputOf(args: Arguments): Output {
  for (const [one, other] of EXCLUSIVE) {
    if (args.values[one] !== undefined && args.values[other] !== undefined) {
      throw new UsageError(`--${one} and --${other} cannot be combined`);
    }
  }
  if (args.values['stdout'] === true) {
    return printed((syntheses) => syntheses.flatMap(({ files }) => files.map(({ text }) => text)).join(''));
  }
  return args.values['json'] === true ? printed(asJson) : written(textOption(args, 'output'));
}

function printed(print: (syntheses: readonly Synthesis[]) => string): Output {
  return {
    isPrinted: true,
    phase: 'print',
    deliver: (apps, run) => print(apps.map((app) => rendered(app, run, 'printing'))),
  };
}

function asJson(syntheses: readonly Synthesis[]): string {
  const environments = syntheses.flatMap((synthesis) => synthesis.environments);
  const objects = syntheses.flatMap((synthesis) =>
    synthesis.objects.map(({ path: construct, environment, file, manifest }) => ({
      environment,
      file,
      construct,
      manifest,
    })),
  );
  return `${JSON.stringify({ environments, objects }, null, 2)}\n`;
}

function written(output: string | undefined): Output {
  return {
    isPrinted: false,
    phase: 'write',
    deliver: (apps, run) => {
      const directories = apps.map((app) => output ?? app.outdir);
      const twice = directories.find((directory, index) => isAmong(directory, directories.slice(0, index)));
      if (twice !== undefined) {
        throw new CommandError(
          `two apps of the program write to ${twice}. Put their charts into one App, or give one another outdir.`,
        );
      }
      return apps.map((app, index) => write(app, { outdir: directories[index] as string, root: output }, run)).join('');
    },
  };
}

function isAmong(directory: string, others: readonly string[]): boolean {
  return others.some((other) => path.resolve(other) === path.resolve(directory));
}

/** Where an app is written. */
interface Target {
  readonly outdir: string;
  /**
   * What outputs with a directory of their own start from.
   * @default - the working directory
   */
  readonly root?: string;
}

function write(app: HostedApp, { outdir, root }: Target, run: Run): string {
  const { environments, stopwatch } = run;
  if (app.render === undefined && environments === undefined) {
    Object.assign(app, { outdir });
    app.synth();
    return `${outdir}: written by the App of cdk8s (${stopwatch.elapsed} ms)\n`;
  }
  restoreOutput(outdir);
  const synthesis = rendered(app, run, '--env');
  const { written: files, removed, unchanged } = writeSynthesis(outdir, synthesis, root);
  const count = files.length + unchanged.length;
  const changes = `${files.length} written, ${removed.length} removed`;
  const line = `${outdir}: ${counted(count, 'file')} (${changes}), ${counted(synthesis.objects.length, 'object')}, ${stopwatch.elapsed} ms\n`;
  const warnings = synthesis.report.issues.length;
  return warnings === 0 ? line : `${line}${counted(warnings, 'warning')}: cdk8s-webapp check shows what is meant\n`;
}

function rendered(app: HostedApp, { environments, stopwatch, memory }: Run, what: string): Synthesis {
  const selection = environments === undefined ? {} : { environments: [...environments] };
  const synthesis = ours(app, what).render({ ...selection, memory });
  if (synthesis.files.length === 0) {
    throw new CommandError(
      'the App has no chart, so there is nothing to write. Add a chart to it before synth() is called.',
    );
  }
  stopwatch.add('validate', synthesis.timings.validate);
  stopwatch.add('render', synthesis.timings.render);
  return synthesis;
}

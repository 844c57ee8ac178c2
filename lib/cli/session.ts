import * as fs from 'node:fs';
import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { version } from '../../package.json';
import type { CapacityTable } from '../checks/capacity/capacity-table';
import { Phase, runProgram } from '../compile/session';
import type { AppCheckReport } from '../synth/app-checks';
import type { Memory } from '../synth/memory';
import type { Synthesis } from '../synth/synthesis';
import { Arguments, textOption } from './command';
import { findEntry } from './entry';
import { CommandError, reportError } from './report';
import { Stopwatch } from './stopwatch';

/** An app as a command sees it: it may come from another copy of the library, so only its methods count. */
export interface CommandApp extends IConstruct {
  readonly outdir: string;
  render(options?: { readonly environments?: string[]; readonly memory?: Memory }): Synthesis;
  check(): AppCheckReport;
  capacity(): CapacityTable[];
}

/** An app of cdk8s itself. */
interface StockApp {
  readonly outdir: string;
  readonly render?: undefined;
  synth(): void;
  synthYaml(): string;
}

/** An app that a program synthesizes. */
export type HostedApp = CommandApp | StockApp;

/** What a command wants of a run. */
export interface RunOptions {
  /** Whether stdout is for the output of the command alone. */
  readonly isStdoutTaken: boolean;
  /** What `finish` is called in the timings. */
  readonly finishPhase: string;
  /**
   * Output directory of apps that do not say so themselves.
   * @default - that of the variable CDK8S_OUTDIR, or of cdk8s.yaml, or dist
   */
  readonly output?: string;
}

/** Runs the program that the arguments name, and hands its apps over when it has ended. */
export async function runApps(
  args: Arguments,
  { isStdoutTaken, finishPhase, output }: RunOptions,
  finish: (apps: readonly HostedApp[], stopwatch: Stopwatch, memory: Memory) => void,
): Promise<void> {
  const entry = findEntry(textOption(args, 'app'));
  const name = path.relative(process.cwd(), entry.file);
  const stopwatch = new Stopwatch(args.values['timings'] === true);
  const outdir = output ?? process.env['CDK8S_OUTDIR'] ?? entry.output;
  if (outdir !== undefined) {
    process.env['CDK8S_OUTDIR'] = outdir;
  }
  await runProgram<HostedApp>(
    {
      file: entry.file,
      args: args.rest,
      compiler: compilerId(),
      isStdoutTaken,
      onPhase: (phase) => {
        stopwatch.begin(phase === Phase.FINISH ? finishPhase : PHASE_NAMES[phase], phase === Phase.END);
      },
      // To the command that watches, where there is one.
      onState: (state) => {
        process.send?.(state);
      },
      onError: reportError,
    },
    (apps, memory) => {
      if (apps.length === 0) {
        throw new CommandError(
          `${name} ended and synthesized nothing. Let it call synth() on its App when it is run as the program.`,
        );
      }
      finish(apps, stopwatch, memory);
    },
  );
}

const PHASE_NAMES = {
  [Phase.LOAD]: 'load',
  [Phase.COMPILE]: 'compile',
  [Phase.RUN]: 'run program',
  [Phase.KEEP]: 'keep compiled',
  [Phase.END]: '',
};

/** The one app of a program that is made with this library. */
export function onlyApp(apps: readonly HostedApp[], command: string): CommandApp {
  const [app, ...others] = apps;
  if (others.length > 0) {
    throw new CommandError(
      `the program synthesizes ${apps.length} apps; ${command} needs one. Put the charts into one App.`,
    );
  }
  return ours(app as HostedApp, command);
}

/** An app that is made with this library. */
export function ours(app: HostedApp, what: string): CommandApp {
  if (app.render === undefined) {
    throw new CommandError(
      `${what} needs the App of cdk8s-webapp; the program uses that of cdk8s. Import App from 'cdk8s-webapp'.`,
    );
  }
  return app;
}

/** A working copy of this package keeps its version while it changes. */
function compilerId(): string {
  const { mtimeMs, size } = fs.statSync(path.join(__dirname, 'commands.cjs'));
  return `${version} ${mtimeMs} ${size}`;
}

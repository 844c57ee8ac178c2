import { formatCapacity } from '../checks/capacity/format-capacity';
import type { CheckReport } from '../checks/check-report';
import { Severity } from '../checks/severity';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { Stage } from '../model/deployment/stage';
import { checkPaths, PathOptions } from './check-paths';
import { Arguments, Command, listOption, PROGRAM_OPTIONS, textOption, UsageError } from './command';
import { unknown } from './environments';
import { CommandError } from './report';
import { formatReport, REPORT_FORMATS, ReportSubject } from './report/format-report';
import { onlyApp, runApps } from './session';
import { print } from './stdio';

const FOUND_EXIT_CODE = 1;
const NO_TABLES = 'No capacity: no environment names a CloudCluster that has node pools.';

/** `cdk8s-webapp check` */
export const check: Command = {
  name: 'check',
  summary: 'Judge the manifests of every environment, or files of anybody else',
  parameters: ['[PATH...]'],
  options: {
    format: { type: 'string', value: 'NAME', help: `${REPORT_FORMATS.join(', ')}; default: text` },
    strict: { type: 'boolean', help: 'warnings are findings too' },
    env: { type: 'string', multiple: true, value: 'NAME', help: 'this environment alone' },
    capacity: { type: 'boolean', help: 'print how every node is used, too' },
    stage: {
      type: 'string',
      value: 'NAME',
      help: `how strictly files are judged: ${Object.values(Stage).join(', ')}; default: production`,
    },
    kubernetes: { type: 'string', value: 'VERSION', help: 'what files are for; default: the newest that is known' },
    crd: { type: 'string', multiple: true, value: 'FILE', help: 'custom resources of files are judged by it' },
    'opt-in': { type: 'string', multiple: true, value: 'RULE', help: 'a rule that files are judged by only if asked' },
    app: PROGRAM_OPTIONS.app,
    timings: PROGRAM_OPTIONS.timings,
  },
  notes: [
    'PATH is a file of manifests, a directory of them, or - for stdin. Without one the program is run.',
    'Exit codes: 0 nothing found, or warnings alone; 1 findings; 2 called wrongly.',
  ],
  usageExitCode: 2,
  run: async (args) => {
    const format = formatOf(args);
    const finish = (report: CheckReport, subject: ReportSubject) => {
      print(
        formatReport(format, report, { ...subject, isColored: process.stdout.isTTY && process.stdout.hasColors() }),
      );
      const counts = args.values['strict'] === true ? Object.values(Severity) : [Severity.ERROR];
      process.exitCode = report.issues.some(({ severity }) => counts.includes(severity)) ? FOUND_EXIT_CODE : 0;
    };
    if (args.positionals.length > 0) {
      const ofProgram = ['env', 'capacity', 'app'].find((option) => args.values[option] !== undefined);
      if (ofProgram !== undefined) {
        throw new UsageError(`--${ofProgram} is for the program; leave it out, or name no PATH`);
      }
      const { report, objects } = checkPaths(args.positionals, pathOptions(args));
      finish(report, { objects, parts: args.positionals });
      return;
    }
    if (args.values['capacity'] === true && format !== 'text') {
      throw new UsageError('--capacity is a table, and needs --format text');
    }
    const given = ['stage', 'kubernetes', 'crd', 'opt-in'].find((option) => args.values[option] !== undefined);
    if (given !== undefined) {
      throw new UsageError(`--${given} is for files; name a PATH, or say it in the program`);
    }
    await runApps(args, { isStdoutTaken: true, finishPhase: 'check' }, (apps) => {
      const app = onlyApp(apps, 'check');
      const { issues, exceptions, objects, environments } = app.check();
      const selected = selection(listOption(args, 'env'), environments);
      const own = issues.filter(({ environment }) => environment === undefined || selected.includes(environment));
      if (args.values['capacity'] === true) {
        const tables = app.capacity().map(formatCapacity);
        print(`${tables.length === 0 ? NO_TABLES : tables.join('\n')}\n`);
      }
      finish({ issues: own, exceptions }, { objects, parts: selected });
    });
  },
};

function formatOf(args: Arguments): string {
  const format = textOption(args, 'format') ?? 'text';
  if (!REPORT_FORMATS.includes(format)) {
    throw new UsageError(unknown('format', format, REPORT_FORMATS));
  }
  return format;
}

function pathOptions(args: Arguments): PathOptions {
  const stage = textOption(args, 'stage') ?? Stage.PRODUCTION;
  if (!Object.values<string>(Stage).includes(stage)) {
    throw new UsageError(unknown('stage', stage, Object.values(Stage)));
  }
  const version = textOption(args, 'kubernetes');
  const kubernetesVersion = version === undefined ? undefined : new KubernetesVersion(version);
  const [wrong] = kubernetesVersion?.findings() ?? [];
  if (wrong !== undefined) {
    throw new UsageError(`--kubernetes ${version}: allowed is ${wrong.allowed}`);
  }
  const [optIn, definitions] = [listOption(args, 'opt-in') ?? [], listOption(args, 'crd') ?? []];
  return { stage: stage as Stage, kubernetesVersion, optIn: [...optIn], definitions };
}

/** @throws CommandError for an unknown environment */
function selection(wanted: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  const stranger = wanted?.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new CommandError(unknown('environment', stranger, known));
  }
  return wanted ?? known;
}

import * as path from 'node:path';
import { difference } from '../diff/difference';
import { formatDifference } from '../diff/format';
import { DiffObject } from '../diff/identity';
import { objectsOf } from '../diff/manifests';
import { committedFiles } from '../process/git';
import { Arguments, Command, PROGRAM_OPTIONS, textOption, UsageError } from './command';
import { objectsByEnvironment } from './environments';
import { CommandApp, onlyApp, runApps } from './session';
import { print } from './stdio';

const DIFFERENT_EXIT_CODE = 2;

/** `cdk8s-webapp diff` */
export const diff: Command = {
  name: 'diff',
  summary: 'Compare an environment with another, or with what was committed',
  parameters: ['ENV', '[OTHER]'],
  options: {
    git: { type: 'string', value: 'REF', help: 'compare with the output directory as committed at REF' },
    ...PROGRAM_OPTIONS,
  },
  notes: [
    'Objects are compared by what they say, not as text. Values that look confidential are not shown.',
    'Exit codes: 0 no difference; 2 a difference; 1 anything else.',
  ],
  usageExitCode: 1,
  run: async (args) => {
    const [environment = '', other] = args.positionals;
    const ref = textOption(args, 'git');
    if ((other === undefined) === (ref === undefined)) {
      throw new UsageError('name either OTHER, an environment, or --git REF');
    }
    await runApps(args, { isStdoutTaken: true, finishPhase: 'compare' }, (apps) => {
      const app = onlyApp(apps, 'diff');
      const names = other === undefined ? [environment] : [environment, other];
      const [own = [], others = []] = objectsByEnvironment(app, names);
      const now = { name: environment, objects: own.map(({ manifest }) => manifest) };
      if (ref === undefined) {
        printDifference(args, now, { name: other ?? '', objects: others.map(({ manifest }) => manifest) });
      } else {
        printDifference(args, committed(app, environment, ref), now);
      }
    });
  },
};

interface Side {
  readonly name: string;
  readonly objects: readonly DiffObject[];
}

function committed({ outdir }: CommandApp, environment: string, ref: string): Side {
  const files = committedFiles(outdir, environment, ref);
  return { name: `${ref}:${path.join(outdir, environment)}`, objects: objectsOf(files) };
}

function printDifference(args: Arguments, before: Side, after: Side): void {
  const result = difference(before.objects, after.objects);
  const isColored = process.stdout.isTTY && process.stdout.hasColors();
  print(
    args.values['json'] === true
      ? `${JSON.stringify({ before: before.name, after: after.name, ...result }, null, 2)}\n`
      : formatDifference(result, before.name, after.name, isColored),
  );
  process.exitCode = result.objects.length === 0 ? 0 : DIFFERENT_EXIT_CODE;
}

import { Command, listOption, PROGRAM_OPTIONS, textOption } from './command';
import { outputOf } from './output';
import { runApps } from './session';
import { print } from './stdio';

/** `cdk8s-webapp synth` */
export const synth: Command = {
  name: 'synth',
  summary: 'Write the manifests of every environment',
  parameters: [],
  options: {
    env: { type: 'string', multiple: true, value: 'NAME', help: 'this environment alone; the others stay as they are' },
    output: { type: 'string', value: 'DIR', help: 'output directory; default: that of the App, or dist' },
    stdout: { type: 'boolean', help: 'print the YAML and write nothing' },
    ...PROGRAM_OPTIONS,
    json: { type: 'boolean', help: 'print the objects as JSON and write nothing' },
    watch: { type: 'boolean', help: 'again whenever a file of the program changes' },
  },
  notes: ['Exit codes: 0 done; 1 the program or its manifests are wrong, and nothing was written; 2 called wrongly.'],
  usageExitCode: 2,
  run: async (args) => {
    const output = outputOf(args);
    if (args.values['watch'] === true) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- starting processes takes long to load
      await (require('./watch') as typeof import('./watch')).watch();
      return;
    }
    const options = { isStdoutTaken: output.isPrinted, finishPhase: output.phase, output: textOption(args, 'output') };
    await runApps(args, options, (apps, stopwatch, memory) => {
      print(output.deliver(apps, { environments: listOption(args, 'env'), stopwatch, memory }));
    });
  },
};

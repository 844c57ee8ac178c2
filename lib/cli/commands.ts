import { version } from '../../package.json';
import { nearest } from '../model/core/nearest';
import { Command, UsageError } from './command';
import { COMMAND_NAMES, CommandName } from './command-names';
import { helpOf, overview, parse } from './parse';
import { reportError } from './report';
import { print, printError } from './stdio';

/* eslint-disable @typescript-eslint/no-require-imports -- a command loads what it needs, and nothing of the others */
const COMMANDS: { readonly [name in CommandName]: () => Command } = {
  synth: () => (require('./synth') as typeof import('./synth')).synth,
  check: () => (require('./check') as typeof import('./check')).check,
  explain: () => (require('./explain') as typeof import('./explain')).explain,
  diff: () => (require('./diff') as typeof import('./diff')).diff,
};
/* eslint-enable @typescript-eslint/no-require-imports */
const USAGE_EXIT_CODE = 2;

async function main(): Promise<void> {
  const [name = '', ...given] = process.argv.slice(2);
  const known = COMMAND_NAMES.find((each) => each === name);
  if (known !== undefined) {
    await runCommand(COMMANDS[known](), given);
  } else if (name === '--version') {
    print(`${version}\n`);
  } else if (['help', '--help', '-h'].includes(name)) {
    print(overview(COMMAND_NAMES.map((each) => COMMANDS[each]())));
  } else {
    const what = name === '' ? 'a command is missing' : `unknown command '${name}'`;
    failUsage(`${what}; ${hint(name)}`, 'cdk8s-webapp --help', USAGE_EXIT_CODE);
  }
}

async function runCommand(command: Command, given: readonly string[]): Promise<void> {
  try {
    const args = parse(command, given);
    if (args === undefined) {
      print(helpOf(command));
    } else {
      await command.run(args);
    }
  } catch (error) {
    if (UsageError.isUsageError(error)) {
      failUsage(error.message, `cdk8s-webapp ${command.name} --help`, command.usageExitCode);
    } else {
      reportError(error);
    }
  }
}

function hint(name: string): string {
  const meant = nearest(name, COMMAND_NAMES);
  return meant === undefined ? `there are ${COMMAND_NAMES.join(', ')}` : `did you mean ${meant}?`;
}

function failUsage(message: string, help: string, exitCode: number): void {
  printError(`cdk8s-webapp: ${message}\nRun "${help}" for what is possible.\n`);
  process.exitCode = exitCode;
}

void main();

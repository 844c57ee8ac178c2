import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { nearest } from '../model/core/nearest';
import { Command, UsageError } from './command';
import { helpOf, overview, parse } from './parse';
import { reportError } from './report';
import { print, printError } from './stdio';

/* eslint-disable @typescript-eslint/no-require-imports -- a command loads what it needs, and nothing of the others */
const COMMANDS: { readonly [name: string]: () => Command } = {
  synth: () => (require('./synth') as typeof import('./synth')).synth,
  check: () => (require('./check') as typeof import('./check')).check,
  explain: () => (require('./explain') as typeof import('./explain')).explain,
  diff: () => (require('./diff') as typeof import('./diff')).diff,
};
/* eslint-enable @typescript-eslint/no-require-imports */
const USAGE_EXIT_CODE = 2;

/**
 * V8 of Node 20 optimizes functions after 132 KB of their bytecode were executed. A synthesis is over soon after, or goes on with
 * objects of other shapes: most of what was optimized is thrown away. Optimizing later takes a fifth off small runs, and as much
 * off large ones. Versions after that decide otherwise, and do not know the flag.
 */
function optimizeLater(): void {
  if (process.versions.v8.startsWith('11.')) {
    setFlagsFromString('--interrupt-budget=400000');
  }
}

async function main(): Promise<void> {
  const [name = '', ...given] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.() : undefined;
  if (command !== undefined) {
    await runCommand(command, given);
  } else if (name === '--version') {
    print(`${version}\n`);
  } else if (['help', '--help', '-h'].includes(name)) {
    print(overview(Object.values(COMMANDS).map((load) => load())));
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
  const names = Object.keys(COMMANDS);
  const meant = nearest(name, names);
  return meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
}

function failUsage(message: string, help: string, exitCode: number): void {
  printError(`cdk8s-webapp: ${message}\nRun "${help}" for what is possible.\n`);
  process.exitCode = exitCode;
}

optimizeLater();
void main();

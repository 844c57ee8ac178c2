import { parseArgs } from 'node:util';
import { Arguments, Command, UsageError } from './command';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;
const COLUMN = 22;

/** What was typed, `undefined` when it asks for help. @throws UsageError when the command does not take it */
export function parse(command: Command, given: readonly string[]): Arguments | undefined {
  const end = given.indexOf('--');
  const [own, rest] = end === -1 ? [given, []] : [given.slice(0, end), given.slice(end + 1)];
  const { values, positionals } = parsed(command, own);
  if (values['help'] === true) {
    return undefined;
  }
  const { parameters } = command;
  const needed = parameters.filter((parameter) => !parameter.startsWith('['));
  const missing = needed[positionals.length];
  if (missing !== undefined) {
    throw new UsageError(`${missing} is missing`);
  }
  const takesAny = parameters.at(-1)?.endsWith('...]') === true;
  const extra = takesAny ? undefined : positionals[parameters.length];
  if (extra !== undefined) {
    throw new UsageError(`unexpected argument '${extra}'`);
  }
  return { values, positionals, rest };
}

function parsed(command: Command, args: readonly string[]): Pick<Arguments, 'values' | 'positionals'> {
  try {
    return parseArgs({
      args: [...args],
      options: { ...command.options, ...HELP },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. To specify');
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1).replaceAll('\n', ' '));
  }
}

/** The help of a command. */
export function helpOf({ name, summary, parameters, options, notes }: Command): string {
  const lines = Object.entries(options).map(([option, { value, help, multiple }]) => {
    const flag = `--${option}${value === undefined ? '' : ` ${value}`}`;
    return `  ${flag.padEnd(COLUMN)}${help}${multiple === true ? '; can be repeated' : ''}`;
  });
  return [
    `Usage: cdk8s-webapp ${[name, ...parameters, '[options]'].join(' ')}`,
    '',
    `${summary}.`,
    '',
    'Options:',
    ...lines,
    `  ${'-h, --help'.padEnd(COLUMN)}print this`,
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
  ].join('\n');
}

/** The help of the program. */
export function overview(commands: readonly Command[]): string {
  return [
    'Usage: cdk8s-webapp COMMAND [options]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(COLUMN)}${summary}`),
    '',
    'Options:',
    `  ${'-h, --help'.padEnd(COLUMN)}print this`,
    `  ${'--version'.padEnd(COLUMN)}print the version`,
    '',
    'Run "cdk8s-webapp COMMAND --help" for the options of a command.',
    '',
  ].join('\n');
}

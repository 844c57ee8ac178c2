import * as path from 'node:path';
import { runOwnCode } from '../compile/own-code';
import { COMMAND_NAMES, isDone } from './command-names';

/** Options with which a command does something else than usual. */
const OTHERWISE = ['--help', '-h', '--watch'];

const [given, ...options] = process.argv.slice(2);
const name = COMMAND_NAMES.find((each) => each === given);
const isUsual = name !== undefined && !options.some((option) => OTHERWISE.includes(option));
runOwnCode(path.join(__dirname, 'commands.cjs'), {
  task: name ?? 'help',
  isTypical: (exitCode) => (name === undefined ? exitCode === 0 : isUsual && isDone(name, exitCode)),
});

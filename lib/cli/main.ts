import * as path from 'node:path';
import { runOwnCode } from '../compile/own-code';
import { COMMAND_NAMES } from './command-names';

/** What is kept of compiled code: each command uses other functions. */
function taskOf(given: string | undefined): string {
  return COMMAND_NAMES.find((name) => name === given) ?? 'help';
}

runOwnCode(path.join(__dirname, 'commands.cjs'), taskOf(process.argv[2]));

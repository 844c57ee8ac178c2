/** The commands, each with the exit codes of a run that came to its end. */
const EXIT_CODES = { synth: [0], check: [0, 1], explain: [0], diff: [0, 2] } as const;

/** The name of a command. */
export type CommandName = keyof typeof EXIT_CODES;

/** The commands. */
export const COMMAND_NAMES = Object.keys(EXIT_CODES) as CommandName[];

/** Whether a command that ends so has done what it is for. */
export function isDone(name: CommandName, exitCode: number): boolean {
  return (EXIT_CODES[name] as readonly number[]).includes(exitCode);
}

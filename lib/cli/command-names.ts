/** The commands. */
export const COMMAND_NAMES = ['synth', 'check', 'explain', 'diff'] as const;

/** The name of a command. */
export type CommandName = (typeof COMMAND_NAMES)[number];

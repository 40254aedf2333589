import { z } from 'zod';

const programSchema = z.object({
  /** The last part of its path. */
  name: z.string(),
  path: z.string(),
});

/** Who runs a command through the open window. */
export const callerSchema = z.object({
  ...programSchema.shape,
  /** The program that started it, such as a shell; null if the system doesn't say. */
  startedBy: programSchema.nullable(),
  /** Such as `pts/3`; null without one, as for a timer. */
  terminal: z.string().nullable(),
  /** Whether the operating system says so, and not the caller itself. */
  isProven: z.boolean(),
});

export type Caller = z.infer<typeof callerSchema>;

/** What the window asks before a command may use the open workspace. */
export const commandQuestionSchema = z.object({
  id: z.string(),
  /** As it was typed, without the program's name; the caller says so, and nothing proves it. */
  command: z.string(),
  caller: callerSchema,
  /** Whether “until the lock” can be offered: the terminal must be proven. */
  canRemember: z.boolean(),
  /** How many more commands wait for their question. */
  waiting: z.number(),
});

export type CommandQuestion = z.infer<typeof commandQuestionSchema>;

/** `terminal`: this command and all others from its terminal, until the workspace is locked. */
export const commandAnswers = ['no', 'once', 'terminal'] as const;
export type CommandAnswer = (typeof commandAnswers)[number];

/** A command's use of the open workspace, for the activity log. */
export interface CommandUse {
  /** One for all calls of a command. */
  readonly id: string;
  readonly command: string;
  readonly caller: Caller;
  /** By whose yes; null if it was refused. */
  readonly how: 'passphrase' | Exclude<CommandAnswer, 'no'> | null;
}

import type { CommandId } from '../commands.ts';
import type { JobInfo } from '../domain/job.ts';

/** What can change under the page's feet; each names the answers that are to be read again. */
export const topics = [
  'workspace',
  'applications',
  'apis',
  'business-plans',
  'subscriptions',
  'keys',
  'tokens',
  'gateway',
  'activity',
  'bin',
  'settings',
  'preferences',
] as const;

export type Topic = (typeof topics)[number];

/** What the program tells the page without being asked. */
export interface ProgramEvents {
  readonly changed: readonly Topic[];
  /** A job began, got on or ended. */
  readonly job: JobInfo;
  /** Something to show was asked for from outside: `program:take-opening` says what. */
  readonly opening: null;
  /** A command of the menu bar. */
  readonly command: CommandId;
}

export type ProgramEvent = keyof ProgramEvents;

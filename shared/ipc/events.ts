import type { CommandId } from '../commands.ts';
import type { JobInfo } from '../domain/job.ts';
import type { Reminder } from '../domain/reminder.ts';

/** What can change while the page is open: each topic stands for answers to request again. */
export const topics = [
  'workspace',
  'applications',
  'apis',
  'business-plans',
  'subscriptions',
  'keys',
  'secrets',
  'tokens',
  'saved-filters',
  'bulk',
  'gateway',
  'activity',
  'bin',
  'settings',
  'backups',
  'preferences',
  'commands',
] as const;

export type Topic = (typeof topics)[number];

/** What changed: a whole topic, or the item whose id follows the slash. */
export type Change = Topic | `${Topic}/${string}`;

/**
 * Whether the answer to a call that reads `topics` is stale after `change`. If the call is about a
 * different item, it isn't; if it is about no single item, it always is.
 */
export function makesStale(change: Change, topics: readonly Topic[], input: unknown): boolean {
  const [topic, id] = change.split('/');
  if (!topics.some((read) => read === topic)) return false;
  const about = idsIn(input);
  return id === undefined || about.length === 0 || about.includes(id);
}

function idsIn(input: unknown): readonly unknown[] {
  if (typeof input !== 'object' || input === null) return [];
  const { id, applicationId } = input as {
    readonly id?: unknown;
    readonly applicationId?: unknown;
  };
  return [id, applicationId].filter((value) => value !== undefined);
}

/** The events that the program sends to the page. */
export interface ProgramEvents {
  readonly changed: readonly Change[];
  /** A job began, made progress or ended. */
  readonly job: JobInfo;
  /** Something is about to expire; announced once. */
  readonly reminders: readonly Reminder[];
  /** A request from outside to show something: `program:take-opening` returns it. */
  readonly opening: null;
  /** A command from the menu bar. */
  readonly command: CommandId;
}

export type ProgramEvent = keyof ProgramEvents;

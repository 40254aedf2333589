import type { CommandId } from '../commands.ts';
import type { JobInfo } from '../domain/job.ts';

/** What can change under the page's feet; each names the answers to request again. */
export const topics = [
  'workspace',
  'applications',
  'apis',
  'business-plans',
  'subscriptions',
  'keys',
  'secrets',
  'tokens',
  'gateway',
  'activity',
  'bin',
  'settings',
  'backups',
  'preferences',
] as const;

export type Topic = (typeof topics)[number];

/** What changed: a topic, or the one item of it whose id follows the slash. */
export type Change = Topic | `${Topic}/${string}`;

/**
 * Whether the answer to a question that reads `topics` is stale after `change`. One that is about
 * another thing isn't; one that is about no single thing always is.
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

/** What the program sends the page without being asked. */
export interface ProgramEvents {
  readonly changed: readonly Change[];
  /** A job began, got on or ended. */
  readonly job: JobInfo;
  /** Something to show was asked for from outside: `program:take-opening` says what. */
  readonly opening: null;
  /** A command of the menu bar. */
  readonly command: CommandId;
}

export type ProgramEvent = keyof ProgramEvents;

import { join } from 'node:path';
import type { Shell } from '../../electron/base/context/shell.ts';
import type { JobInfo } from '../../shared/domain/job.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { Change } from '../../shared/ipc/events.ts';

type Asked = Parameters<Shell['askWhereToSave']>[0];

/** A fake desktop that does what the test says and records what it was asked. */
export interface RecordingShell extends Shell {
  /** The next save dialog's answer: a path, a folder (plus suggested name), or null (cancel). */
  saveTo: { readonly path: string } | { readonly folder: string } | null;
  /** The files chosen in the next dialog. */
  files: readonly string[];
  /** The folder chosen in the next dialog. */
  folder: string | null;
  readonly asked: Asked[];
  readonly copied: { readonly text: string; readonly seconds: number }[];
  readonly copiedPublic: string[];
  /** Whether the desktop lets a program clear the clipboard. */
  clears: boolean;
  readonly changes: (readonly Change[])[];
  /** The job events, oldest first. */
  readonly jobs: JobInfo[];
  /** What was announced as about to expire. */
  readonly announced: (readonly Reminder[])[];
  /** The system's keyring: its secret, or null if there is none. */
  keyring: string | null;
  /** The auto-lock times that were set, in minutes. */
  readonly lockAfterMinutes: number[];
  /** How often the window was told that the workspace is locked. */
  locks: number;
}

export function recordingShell(): RecordingShell {
  const shell: RecordingShell = {
    saveTo: null,
    files: [],
    folder: null,
    asked: [],
    locale: async () => ({ language: 'en', region: undefined }),
    copied: [],
    copiedPublic: [],
    clears: true,
    changes: [],
    jobs: [],
    announced: [],
    keyring: null,
    lockAfterMinutes: [],
    locks: 0,
    askWhereToSave: async (options) => {
      shell.asked.push(options);
      const { saveTo } = shell;
      if (saveTo === null) return null;
      return 'path' in saveTo ? saveTo.path : join(saveTo.folder, options.suggestedName);
    },
    askForFiles: async () => shell.files,
    askForFolder: async () => shell.folder,
    copySecret: async (text, seconds) => {
      shell.copied.push({ text, seconds });
      return shell.clears;
    },
    copyPublic: async (text) => {
      shell.copiedPublic.push(text);
    },
    changed: (topics) => {
      shell.changes.push(topics);
    },
    job: (job) => {
      shell.jobs.push(job);
    },
    announce: (reminders) => {
      shell.announced.push(reminders);
    },
    keyringAvailable: async () => shell.keyring !== null,
    keyringSeal: async (text) =>
      shell.keyring === null ? null : Buffer.from(`${shell.keyring}\0${text}`).toReversed(),
    keyringOpen: async (sealed) => {
      const [secret, text] = Buffer.from(sealed.toReversed()).toString().split('\0');
      return shell.keyring !== null && secret === shell.keyring ? (text ?? null) : null;
    },
    lockAfter: (minutes) => {
      shell.lockAfterMinutes.push(minutes);
    },
    locked: () => {
      shell.locks += 1;
    },
  };
  return shell;
}

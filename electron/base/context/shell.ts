import type { JobInfo } from '../../../shared/domain/job.ts';
import type { Reminder } from '../../../shared/domain/reminder.ts';
import type { Change } from '../../../shared/ipc/events.ts';
import type { Locale, PlainKey } from '../../../shared/words/words.ts';

/** A file type that a dialog offers, by its extensions without the dot. */
export interface FileKind {
  readonly name: PlainKey;
  readonly extensions: readonly string[];
}

/**
 * What the core asks of the desktop. Texts are catalogue keys, since only the shell knows the
 * language. The main process implements it with Electron and tests with a plain object, so the
 * features run without Electron.
 */
export interface Shell {
  /** The chosen language and the system's region, for text that the core writes into a file. */
  locale(): Promise<Locale>;
  /** Asks where to save. @returns the path, or null if the person closed the dialog. */
  askWhereToSave(options: {
    readonly title: PlainKey;
    readonly suggestedName: string;
    readonly kind: FileKind;
  }): Promise<string | null>;
  /** Asks for files to open. @returns their paths; empty if the person closed the dialog. */
  askForFiles(options: {
    readonly title: PlainKey;
    readonly kind: FileKind;
    /** Whether more than one may be chosen. */
    readonly many: boolean;
  }): Promise<readonly string[]>;
  /** Asks for a folder. @returns its path, or null if the person closed the dialog. */
  askForFolder(options: { readonly title: PlainKey }): Promise<string | null>;
  /**
   * Copies a secret to the clipboard and clears it after `seconds` if it is still there.
   *
   * @returns false if the desktop may prevent the clearing.
   */
  copySecret(text: string, seconds: number): Promise<boolean>;
  /** Copies a non-secret to the clipboard, where it stays. */
  copyPublic(text: string): Promise<void>;
  /** Whether the system has a keyring that protects secrets; a hard-coded password isn't one. */
  keyringAvailable(): Promise<boolean>;
  /** @returns the text encrypted by the system's keyring, or null if there is none. */
  keyringSeal(text: string): Promise<Uint8Array | null>;
  /** @returns the text, or null if the keyring is lost, changed or locked. */
  keyringOpen(sealed: Uint8Array): Promise<string | null>;
  /** Locks the workspace after this many minutes (1 or more) without keyboard or mouse activity. */
  lockAfter(minutes: number): void;
  /** The workspace was locked: none of it may stay on screen or on the clipboard. */
  locked(): void;
  /** Tells the page what to read again. */
  changed(changes: readonly Change[]): void;
  /** Tells the page about a job's progress. */
  job(job: JobInfo): void;
  /**
   * Announces what is about to expire, once, in the window and as one notification of the desktop.
   * A lock removes it, since it names applications.
   */
  announce(reminders: readonly Reminder[]): void;
}

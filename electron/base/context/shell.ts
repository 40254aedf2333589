import type { JobInfo } from '../../../shared/domain/job.ts';
import type { Change } from '../../../shared/ipc/events.ts';
import type { Locale, PlainKey } from '../../../shared/words/words.ts';

/** A kind of file that a dialog offers, by its extensions without the dot. */
export interface FileKind {
  readonly name: PlainKey;
  readonly extensions: readonly string[];
}

/**
 * What the core asks of the desktop around it. Texts come as keys of the catalogue: only the shell
 * knows the language. The main process answers it with Electron, a test
 * with an object of its own: so the features run where there is no Electron.
 */
export interface Shell {
  /** The chosen language and the system's region, for text that the core writes into a file. */
  locale(): Promise<Locale>;
  /** Asks where to save. @returns the path, or null when the person closed the dialog. */
  askWhereToSave(options: {
    readonly title: PlainKey;
    readonly suggestedName: string;
    readonly kind: FileKind;
  }): Promise<string | null>;
  /** Asks for files to open. @returns their paths; none when the person closed the dialog. */
  askForFiles(options: {
    readonly title: PlainKey;
    readonly kind: FileKind;
    /** Whether more than one may be chosen. */
    readonly many: boolean;
  }): Promise<readonly string[]>;
  /** Asks for a folder. @returns its path, or null when the person closed the dialog. */
  askForFolder(options: { readonly title: PlainKey }): Promise<string | null>;
  /**
   * Puts a secret onto the clipboard, and takes it off after `seconds` if it is still there.
   *
   * @returns false where the desktop may forbid taking it off.
   */
  copySecret(text: string, seconds: number): Promise<boolean>;
  /** Puts what anybody may know onto the clipboard, where it stays. */
  copyPublic(text: string): Promise<void>;
  /** Whether the system has a keyring that keeps a secret: a hard-coded password does not count. */
  keyringAvailable(): Promise<boolean>;
  /** @returns the text encrypted by the system's keyring, or null if there is none. */
  keyringSeal(text: string): Promise<Uint8Array | null>;
  /** @returns the text, or null when the keyring is lost, changed or locked. */
  keyringOpen(sealed: Uint8Array): Promise<string | null>;
  /** Lock the open workspace after this many minutes without keyboard or mouse activity; 1 or more. */
  lockAfter(minutes: number): void;
  /** The workspace is locked: nothing of it may stay on screen or on the clipboard. */
  locked(): void;
  /** Tells the page what it must read again. */
  changed(changes: readonly Change[]): void;
  /** Tells the page how a job is getting on. */
  job(job: JobInfo): void;
}

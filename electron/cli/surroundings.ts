import type { CoreOptions } from '../core/core.ts';

/** What a command gets from where it runs: a checkout, the packaged program, a test. */
export interface Surroundings {
  /** The data directory; it may be missing. */
  readonly home: string;
  /** What relative paths begin at. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** The entry of the thread that reads OpenAPI files. */
  readonly importThread: URL;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether a person reads stdout, not another program. */
  readonly isTerminal: boolean;
  /**
   * Asks a person for a passphrase without showing it; null where there is no terminal.
   *
   * @returns what was typed, or null when the person gave up.
   */
  readonly askPassphrase: ((question: string) => Promise<string | null>) | null;
  /** What tests set in the core. */
  readonly core?: Partial<Pick<CoreOptions, 'kdfCost' | 'now'>>;
  /** How long to wait for another program to release the workspace, in milliseconds. */
  readonly timeoutMs?: number;
}

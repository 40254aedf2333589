import type { CoreOptions } from '../core/core.ts';

/** What a command gets from where it runs: a checkout, the packaged program or a test. */
export interface Surroundings {
  /** The data directory; it may be missing. */
  readonly home: string;
  /** The base of relative paths. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** As they were typed, for the person whom the window asks. */
  readonly args: readonly string[];
  /** The entry of the thread that parses OpenAPI files. */
  readonly importThread: URL;
  /** Bytes come from a program that a command runs. */
  readonly stdout: (text: string | Uint8Array) => void;
  readonly stderr: (text: string | Uint8Array) => void;
  /** Whether a person reads stdout, not another program. */
  readonly isTerminal: boolean;
  /**
   * Asks a person for a passphrase without echo; null without a terminal.
   *
   * @returns what was typed, or null if the person gave up.
   */
  readonly askPassphrase: ((question: string) => Promise<string | null>) | null;
  /** Core options that tests set. */
  readonly core?: Partial<Pick<CoreOptions, 'kdfCost' | 'now' | 'policy'>>;
  /** How long to wait for another program to release the workspace, in milliseconds. */
  readonly timeoutMs?: number;
}

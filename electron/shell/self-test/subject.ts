/** What the self-test may use of the program that it tests. */
export interface Subject {
  /**
   * Evaluates an expression in the page's own world and resolves to its value. It can do only what
   * the page can, except that the page's policy doesn't keep the expression from running.
   */
  readonly page: (expression: string) => Promise<unknown>;
  readonly platform: NodeJS.Platform;
  /** The program's own file; on macOS, the fuses are in a different one. */
  readonly executable: string;
  /** The directory of app.asar, or null when the program is not packaged. */
  readonly resources: string | null;
  /** The temporary workspace's directory. Every dialog answers with a file in it. */
  readonly home: string;
  /** The id of the process that shows the page. */
  readonly pageProcessId: number;
  /** Why Chromium's sandbox cannot be on, such as "started by root", or null. */
  readonly noSandbox: string | null;
  readonly developerTools: {
    /** Whether a menu entry, and so its shortcut, opens them. */
    readonly inMenu: boolean;
    /** Tries to open them. @returns whether they opened. */
    readonly open: () => Promise<boolean>;
  };
  /** The page's intended policy, for a nonce. */
  readonly contentSecurityPolicy: (nonce: string) => string;
  /** SHA-256 of a file in hexadecimal; also of app.asar, a folder to Electron's own `fs`. */
  readonly hash: (path: string) => Promise<string>;
}

/** One check's result, and one line about it for a person. Never a secret. */
export interface Finding {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not here';
  readonly detail: string;
}

/** A check's answer: what it found to be right, or why it can't run here. It throws if it fails. */
export type Answer = string | { readonly notHere: string };

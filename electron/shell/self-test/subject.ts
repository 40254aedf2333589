/** What the self-test may use of the program that it tries. */
export interface Subject {
  /**
   * Runs an expression in the page's own world and resolves to its value: what the page cannot do,
   * this cannot either, except that the page's policy does not stop it from starting.
   */
  readonly page: (expression: string) => Promise<unknown>;
  readonly platform: NodeJS.Platform;
  /** The program's own file, which on macOS is not the one with the fuses. */
  readonly executable: string;
  /** The directory of app.asar, or null when the program is not packaged. */
  readonly resources: string | null;
  /** The temporary workspace's directory. Every dialog answers with a file in it. */
  readonly home: string;
  /** Of the process that shows the page. */
  readonly pageProcessId: number;
  /** Why Chromium's sandbox cannot be on, such as "started by root", or null. */
  readonly noSandbox: string | null;
  readonly developerTools: {
    /** Whether an entry of the menu bar, and so its shortcut, opens them. */
    readonly inMenu: boolean;
    /** Tries to open them. @returns whether they came. */
    readonly open: () => Promise<boolean>;
  };
  /** The policy of the page without its nonce, as the program means it. */
  readonly contentSecurityPolicy: (nonce: string) => string;
  /** SHA-256 in hexadecimal of a file, app.asar too, which Electron's own `fs` takes for a folder. */
  readonly hash: (path: string) => Promise<string>;
}

/** One thing that was looked at, and one line for a person. Never a secret. */
export interface Finding {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not here';
  readonly detail: string;
}

/** What a check answers: what it found to be right, or why it cannot look here. It throws a fault. */
export type Answer = string | { readonly notHere: string };

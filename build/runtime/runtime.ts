/** Where an Electron came from. All but `trial` are the Electron project's own builds. */
export type RuntimeKind = 'installed' | 'official' | 'trial';

export interface Runtime {
  /** Absolute path of the program. */
  readonly executable: string;
  /** Without a leading `v`. */
  readonly version: string;
  readonly kind: RuntimeKind;
}

export type RuntimeProblemCode =
  | 'override/unusable'
  | 'official/unreachable'
  | 'official/unusable'
  | 'trial/not-here'
  | 'trial/unreachable'
  | 'trial/tarball-hash'
  | 'trial/executable-hash'
  | 'trial/unusable';

export interface RuntimeProblem {
  readonly code: RuntimeProblemCode;
  /** For the terminal: what happened, and to what. */
  readonly message: string;
}

/** The reason of a failure in one line, without a full stop; `fetch` hides the real one in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? reasonOf(cause) : error.message.replace(/\.+$/, '');
}

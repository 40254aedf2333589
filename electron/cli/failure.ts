import type { AppError, ErrorCode } from '../../shared/errors.ts';
import { errorText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';

/** What a caller can tell from the exit code. */
export const exitCodes = {
  done: 0,
  /** A bad value, something that doesn't exist, an expired token. */
  refused: 1,
  wrongUsage: 2,
  cantUnlock: 3,
  /** The workspace is missing, damaged or in use. */
  cantUseWorkspace: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one line for the person and an exit code. */
export class Failure extends Error {
  /** One of ours, or that of a program that a command ran. */
  readonly exitCode: number;

  /** @param message empty if another program has said it. */
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function refused(message: string): Failure {
  return new Failure(message, exitCodes.refused);
}

/** Turns an error of the core into a command's failure. */
export function failureOf(error: AppError): Failure {
  return new Failure(textOf(error), exitCodeOf(error.code));
}

/** While the workspace is being opened, any file problem is a problem with the workspace. */
export function openingFailure(error: AppError): Failure {
  const { exitCode, message } = failureOf(error);
  return new Failure(
    message,
    error.code.startsWith('file/') ? exitCodes.cantUseWorkspace : exitCode,
  );
}

const cantUnlock: ReadonlySet<ErrorCode> = new Set([
  'workspace/wrong',
  'workspace/wait',
  'workspace/no-keyring',
  'workspace/no-method',
  'workspace/method-damaged',
  'workspace/locked',
  'workspace/confirm',
  'command/denied',
  'command/no-answer',
  'command/too-many',
  'command/unknown-caller',
]);

const unusable: ReadonlySet<ErrorCode> = new Set([
  'secret/damaged',
  'seal/altered',
  'seal/older',
  'seal/forked',
  'workspace/missing',
  'workspace/keys-missing',
]);

function exitCodeOf(code: ErrorCode): ExitCode {
  if (cantUnlock.has(code)) return exitCodes.cantUnlock;
  if (code.startsWith('database/') || unusable.has(code)) return exitCodes.cantUseWorkspace;
  return exitCodes.refused;
}

/** The names under which a call's fields are typed. */
const typedAs: Readonly<Record<string, string>> = {
  name: 'NAME',
  owner: '--owner',
  validitySeconds: '--validity',
  scopes: '--scope',
};

function textOf(error: AppError): string {
  if (error.code === 'passphrase/short') {
    const min = error.detail?.['min'] ?? '';
    // Only for a new workspace is there an option.
    const isOfWorkspace = error.field === 'passphrase';
    return isOfWorkspace ? t('cli.shortPassphrase', { min }) : t('cli.longerPassphrase', { min });
  }
  const text = errorText(error);
  const field = typedAs[error.field?.split('.')[0] ?? ''];
  return field === undefined ? text : `${field}: ${text}`;
}

import { appError } from '../../../shared/errors.ts';
import { err } from '../../../shared/result.ts';

export const notNew = err(appError('workspace/not-new'));
export const noKeyring = err(appError('workspace/no-keyring'));
export const unusable = {
  none: appError('workspace/no-method'),
  damaged: appError('workspace/method-damaged'),
} as const;
export const damaged = (file: string) => err(appError('database/damaged', { detail: { file } }));

export const fieldOf = { passphrase: 'passphrase', 'recovery-code': 'code' } as const;

/** Whether a write violated a constraint: a sign of pages from different versions of the file. */
export function isContradiction(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
  );
}

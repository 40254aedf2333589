import { type KeyType, tokenState } from '../../shared/domain/token.ts';
import { appError } from '../../shared/errors.ts';
import { ownerName } from '../../shared/words/key-types.ts';
import { t } from '../../shared/words/words.ts';
import { exitCodes, Failure, failureOf, refused } from './failure.ts';
import { findApplication } from './find.ts';
import { isoTime } from './time.ts';
import type { Workspace } from './workspace-access.ts';

const parts = ['token', 'secret', 'key'] as const;

/** A secret of an application, as it is typed: `APP`, `APP/sandbox`, `APP/production#secret`. */
export interface Reference {
  readonly app: string;
  readonly keyType: KeyType;
  /** The access token, the consumer secret, or the consumer key, which is no secret. */
  readonly part: (typeof parts)[number];
}

/** Reads a reference. Without a type it is production, without a part the access token. */
export function readReference(text: string): Reference {
  const [, whole = '', named] = /^(.*?)(?:#([a-z]+))?$/su.exec(text.trim()) ?? [];
  const part = parts.find((one) => one === (named ?? 'token'));
  // A name may contain a slash: only a known type after the last one counts.
  const [, before = whole, type] = /^(.*)\/(production|sandbox)$/isu.exec(whole) ?? [];
  if (part === undefined || before.trim() === '') {
    throw new Failure(t('cli.badReference', { reference: text }), exitCodes.wrongUsage);
  }
  return {
    app: before.trim(),
    keyType: type?.toLowerCase() === 'sandbox' ? 'SANDBOX' : 'PRODUCTION',
    part,
  };
}

/** Reveals what each reference names, one after the other. @returns the values under the same names. */
export async function valuesOf(
  workspace: Workspace,
  references: Iterable<readonly [name: string, reference: Reference]>,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const [name, reference] of references) values.set(name, await valueOf(workspace, reference));
  return values;
}

/** Reveals what a reference names; refuses an expired or revoked token. */
export async function valueOf(workspace: Workspace, reference: Reference): Promise<string> {
  const { app, keyType, part } = reference;
  const { id: applicationId } = await findApplication(workspace, app);
  const { keys, token } = await workspace.get('keys:get', { applicationId, keyType });
  if (part === 'token') {
    if (token === null) throw failureOf(appError('keys/none'));
    const { id, revokedAt, expiresAt } = token;
    const state = tokenState(token, workspace.now());
    const owner = ownerName(token.applicationName, token.keyType);
    if (state === 'expired')
      throw refused(t('cli.tokenExpired', { application: owner, at: isoTime(expiresAt) }));
    if (state === 'revoked')
      throw refused(t('cli.tokenRevoked', { application: owner, at: isoTime(revokedAt ?? 0) }));
    return (await workspace.get('secret:reveal', { kind: 'access-token', id })).value;
  }
  if (keys === null) throw failureOf(appError('keys/none'));
  if (part === 'key') return keys.consumerKey;
  return (await workspace.get('secret:reveal', { kind: 'consumer-secret', id: keys.id })).value;
}

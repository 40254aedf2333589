import type { Wso2Fields } from '../../../shared/domain/handover.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { type KeyType, keyTypes, tokenState } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { findApplication } from '../applications/repository.ts';
import { readWso2Fields } from '../applications/wso2-fields.ts';
import { findKeys, readHandOver } from '../keys/repository.ts';
import { openSecret } from '../secrets/open-secret.ts';
import { listSubscriptions } from '../subscriptions/repository.ts';
import { findCurrentToken } from '../tokens/repository.ts';

/** The keys of one type, with their secrets in plain text. */
export interface PartyKeys {
  readonly keyType: KeyType;
  readonly consumerKey: string;
  /** Null if each was revoked or has expired. */
  readonly consumerSecret: string | null;
  /** The current token if it is active. */
  readonly accessToken: string | null;
  readonly scopes: readonly string[];
  /** Of the current token, in seconds. */
  readonly validitySeconds: number;
  readonly grantTypes: readonly string[];
  readonly callbackUrl: string;
}

/** An application as another program imports it. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly perTokenQuota: string;
  /** '' for that of the workspace. */
  readonly owner: string;
  readonly group: string;
  /** What an archive from WSO2 had besides. */
  readonly fields: Wso2Fields;
  readonly keys: readonly PartyKeys[];
  readonly subscriptions: readonly {
    readonly apiName: string;
    readonly version: string;
    readonly provider: string;
    readonly plan: string;
  }[];
}

/** WSO2's own default, where a token doesn't say. */
const DEFAULT_VALIDITY = 3600;

export function partyOf(context: WriteContext, id: ApplicationId): Result<Party, AppError> {
  const { db, now } = context;
  const application = findApplication(db, id, now());
  if (application === undefined) return err(appError('missing/application'));
  const keys: PartyKeys[] = [];
  for (const keyType of keyTypes) {
    const found = keysOf(context, id, keyType);
    if (!found.ok) return found;
    if (found.value !== null) keys.push(found.value);
  }
  return ok({
    id,
    name: application.name,
    description: application.description,
    perTokenQuota: application.perTokenQuota,
    owner: application.owner,
    group: application.group,
    fields: readWso2Fields(db, id),
    keys,
    subscriptions: listSubscriptions(db, id).map((one) => ({
      apiName: one.apiName,
      version: one.apiVersion,
      provider: one.apiProvider,
      plan: one.businessPlanName,
    })),
  });
}

function keysOf(
  context: WriteContext,
  id: ApplicationId,
  keyType: KeyType,
): Result<PartyKeys | null, AppError> {
  const { db, now } = context;
  const keys = findKeys(db, id, keyType);
  if (keys === undefined) return ok(null);
  const secret = openSecret(context, { kind: 'consumer-secret', id: keys.id });
  if (!secret.ok && secret.error.code !== 'keys/no-secret') return secret;
  const token = findCurrentToken(db, keys.id);
  const isActive = token !== undefined && tokenState(token, now()) === 'active';
  const opened = isActive ? openSecret(context, { kind: 'access-token', id: token.id }) : null;
  if (opened !== null && !opened.ok) return opened;
  return ok({
    keyType,
    consumerKey: keys.consumerKey,
    consumerSecret: secret.ok ? secret.value.secret.expose() : null,
    accessToken: opened === null ? null : opened.value.secret.expose(),
    ...readHandOver(db, keys.id),
    scopes: token?.scopes ?? [],
    validitySeconds:
      token === undefined
        ? DEFAULT_VALIDITY
        : Math.round((token.expiresAt - token.issuedAt) / 1000),
  });
}

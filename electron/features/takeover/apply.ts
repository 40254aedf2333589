import { randomUUID } from 'node:crypto';
import { applyDifferences } from '../../../shared/differences/apply.ts';
import type { ChangedEntry, Entry } from '../../../shared/differences/compare.ts';
import {
  type ApplicationId,
  type KeysId,
  keysIdSchema,
  type SigningKeyId,
  signingKeyIdSchema,
} from '../../../shared/domain/ids.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import { ok } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { inTransaction } from '../../base/database/database.ts';
import {
  findApplication,
  insertApplication,
  updateApplication,
} from '../applications/repository.ts';
import { writeWso2Fields } from '../applications/wso2-fields.ts';
import { consumerSecretPlace } from '../keys/consumer-keys.ts';
import { insertConsumerSecret, insertKeys, writeHandOver } from '../keys/repository.ts';
import { certificatePlace, privateKeyPlace } from '../signing/sealed-key.ts';
import { insertSubscription } from '../subscriptions/repository.ts';
import { revokeToken } from '../tokens/repository.ts';
import { accessTokenPlace, tokenSubject } from '../tokens/rules.ts';
import type { JudgedToken } from './judge-tokens.ts';
import type {
  ApplicationRecord,
  KeysRecord,
  SecretRecord,
  SubscriptionRecord,
  TakeoverPlan,
  TokenRecord,
} from './plan.ts';
import {
  findPurged,
  findSigningKeyId,
  insertForeignKey,
  insertTaken,
  keepNewestLast,
  keysOf,
} from './repository.ts';

/** Tokens stored per transaction: about 20 ms. */
const BATCH = 100;

/** The children of an entry that was added are all new. */
const asAdded = <R extends object>(records: readonly R[]): readonly Entry<R>[] =>
  records.map((after, place) => ({ change: 'added', key: String(place), after }));

const nested = { transaction: <T>(work: () => T): T => work() };
const nothing = (): null => null;

/**
 * Applies the differences: each application with its keys in one transaction, then its tokens in
 * batches, so that other calls are answered in between. What is done is skipped by the next run.
 *
 * @yields how many tokens were stored since the last pause.
 */
export function* applyTakeover(
  context: WriteContext,
  { differences }: TakeoverPlan,
): Generator<number, void, undefined> {
  for (const entry of differences.entries) {
    if (entry.change === 'unchanged' || entry.change === 'removed') continue;
    inTransaction(context.db, () => {
      applyDifferences<ApplicationRecord, never>([entry], writesOf(context), nested);
      return ok(null);
    });
    yield 0;
    for (const keys of keyEntries(entry)) yield* applyTokens(context, entry.after, keys);
  }
}

type AnyEntry = Extract<Entry<ApplicationRecord>, { readonly change: 'added' | 'changed' }>;

function keyEntries(entry: AnyEntry): readonly Entry<KeysRecord>[] {
  if (entry.change === 'added') return asAdded(entry.after.keys);
  return entry.children.keys?.entries ?? [];
}

function writesOf(context: WriteContext) {
  const { db, now } = context;
  return {
    insert(record: ApplicationRecord) {
      const { id, name, description, perTokenQuota, owner, group, fields } = record;
      const draft = { name, description, perTokenQuota, owner, group };
      insertApplication(db, draft, now(), id);
      context.activity.record({ kind: 'application/created', subject: name });
      writeWso2Fields(db, id, fields);
      writeChildren(context, record, asAdded(record.keys), asAdded(record.subscriptions));
      return null;
    },
    update(entry: ChangedEntry<ApplicationRecord>) {
      const { after, children, fields } = entry;
      const stored = findApplication(db, after.id, now());
      const isEdited = fields.some(({ field }) => field !== 'fields');
      if (stored !== undefined && isEdited) {
        const { name } = stored;
        const { description, perTokenQuota } = after;
        updateApplication(db, stored, { name, description, perTokenQuota }, now());
        context.activity.record({ kind: 'application/updated', subject: name });
      }
      if (fields.some(({ field }) => field === 'fields'))
        writeWso2Fields(db, after.id, after.fields);
      const { keys, subscriptions } = children;
      writeChildren(context, after, keys?.entries ?? [], subscriptions?.entries ?? []);
      return null;
    },
    remove: nothing,
  };
}

function writeChildren(
  context: WriteContext,
  { id: applicationId, name }: ApplicationRecord,
  keys: readonly Entry<KeysRecord>[],
  subscriptions: readonly Entry<SubscriptionRecord>[],
): void {
  const { db, now } = context;
  applyDifferences<KeysRecord, never>(
    keys,
    {
      insert(record) {
        const id = keysIdSchema.parse(randomUUID());
        const { keyType, consumerKey, handOver } = record;
        insertKeys(db, { id, applicationId, keyType, consumerKey, createdAt: now() });
        writeHandOver(db, id, handOver);
        addSecrets(context, id, asAdded(record.secrets));
        context.activity.record({
          kind: 'keys/generated',
          subject: tokenSubject({ applicationName: name, keyType }),
          detail: { consumerKey },
        });
        return null;
      },
      update({ after, children, fields }) {
        if (after.id === null) return null;
        if (fields.length > 0) writeHandOver(db, after.id, after.handOver);
        addSecrets(context, after.id, children.secrets?.entries ?? []);
        return null;
      },
      remove: nothing,
    },
    nested,
  );
  applyDifferences<SubscriptionRecord, never>(
    subscriptions,
    {
      insert({ apiId, planId: businessPlanId }) {
        insertSubscription(db, { applicationId, apiId, businessPlanId }, now());
        return null;
      },
      update: nothing,
      remove: nothing,
    },
    nested,
  );
}

function addSecrets(
  { db, cipher, now }: WriteContext,
  keysId: KeysId,
  entries: readonly Entry<SecretRecord>[],
): void {
  const insert = ({ value }: SecretRecord): null => {
    if (value === null) return null;
    const id = randomUUID();
    const secretSealed = cipher.seal(consumerSecretPlace(id), value);
    insertConsumerSecret(db, {
      id,
      keysId,
      note: '',
      secretSealed,
      createdAt: now(),
      expiresAt: null,
    });
    return null;
  };
  applyDifferences<SecretRecord, never>(
    entries,
    { insert, update: nothing, remove: nothing },
    nested,
  );
}

function* applyTokens(
  context: WriteContext,
  application: ApplicationRecord,
  entry: Entry<KeysRecord>,
): Generator<number, void, undefined> {
  if (entry.change === 'removed' || entry.change === 'unchanged') return;
  const { keyType } = entry.after;
  const tokens =
    entry.change === 'added'
      ? asAdded(entry.after.tokens)
      : (entry.children.tokens?.entries ?? []).filter(({ change }) => change !== 'unchanged');
  for (let at = 0; at < tokens.length; at += BATCH) {
    const batch = tokens.slice(at, at + BATCH);
    inTransaction(context.db, () => {
      const keysId = keysOf(context.db, application.id).find(
        (keys) => keys.keyType === keyType,
      )?.id;
      if (keysId === undefined) return ok(null);
      const owner = { keysId, applicationId: application.id, name: application.name, keyType };
      applyDifferences<TokenRecord, never>(batch, tokenWrites(context, owner), nested);
      keepNewestLast(context.db, keysId);
      return ok(null);
    });
    yield batch.length;
  }
}

interface TokenOwner {
  readonly keysId: KeysId;
  readonly applicationId: ApplicationId;
  readonly name: string;
  readonly keyType: KeyType;
}

function tokenWrites(context: WriteContext, { keysId, applicationId, name, keyType }: TokenOwner) {
  const { db, cipher, activity, now } = context;
  return {
    insert({ judged }: TokenRecord) {
      if (judged === null) return null;
      const { jwt, isRevoked, ...facts } = judged;
      const revokedAt =
        findPurged(db, judged.id)?.revokedAt ?? (isRevoked ? revocationTime(judged, now()) : null);
      insertTaken(db, {
        ...facts,
        isRevoked,
        keysId,
        applicationId,
        signingKeyId: signerOf(context, judged),
        revokedAt,
        jwtSealed: jwt === null ? null : cipher.seal(accessTokenPlace(judged.id), jwt),
      });
      return null;
    },
    update({ after }: ChangedEntry<TokenRecord>) {
      revokeToken(db, after.id, now());
      const subject = tokenSubject({ applicationName: name, keyType });
      activity.record({ kind: 'token/revoked', subject, detail: { token: after.id } });
      return null;
    },
    remove: nothing,
  };
}

/** When it was revoked, as far as what the file says is possible. */
function revocationTime({ revokedAt, issuedAt }: JudgedToken, now: number): number {
  return Math.min(now, Math.max(issuedAt, revokedAt ?? now));
}

/** The key that signed it; for one that isn't here, a row that has only its kid. */
function signerOf({ db, cipher, now }: WriteContext, token: JudgedToken): SigningKeyId {
  const known = token.signingKeyId ?? findSigningKeyId(db, token.kid);
  if (known !== undefined) return known;
  const id = signingKeyIdSchema.parse(randomUUID());
  const empty = new Secret('');
  insertForeignKey(db, {
    id,
    kid: token.kid,
    algorithm: token.algorithm,
    nothing: {
      privateKey: cipher.seal(privateKeyPlace(id), empty),
      certificate: cipher.seal(certificatePlace(id), empty),
    },
    now: now(),
  });
  return id;
}

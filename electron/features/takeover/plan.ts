import { createHash, randomUUID } from 'node:crypto';
import { compare, type Differences, type RecordKind } from '../../../shared/differences/compare.ts';
import {
  type ApplicationDraft,
  applicationDraftSchema,
} from '../../../shared/domain/application.ts';
import { typedClientSchema } from '../../../shared/domain/client.ts';
import {
  grantTypes,
  type HandOver,
  handOverSchema,
} from '../../../shared/domain/consumer-secret.ts';
import type { Wso2Fields } from '../../../shared/domain/handover.ts';
import {
  type ApiId,
  type ApplicationId,
  applicationIdSchema,
  type BusinessPlanId,
  type KeysId,
  type TokenId,
} from '../../../shared/domain/ids.ts';
import type { LeftOutReason } from '../../../shared/domain/takeover.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { findApiByName } from '../apis/repository.ts';
import { readQuotas } from '../applications/quotas.ts';
import { noWso2Fields } from '../applications/wso2-fields.ts';
import { descriptionOf, groupOf, ownerOf, quotaOf } from '../handover/wso2-fields.ts';
import { consumerSecretPlace } from '../keys/consumer-keys.ts';
import { isConsumerKeyTaken, readHandOver } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listSubscriptions } from '../subscriptions/repository.ts';
import { findSealedJwt } from '../tokens/repository.ts';
import { accessTokenPlace } from '../tokens/rules.ts';
import type { Incoming, IncomingApplication, IncomingKeys, LeftOut } from './incoming.ts';
import { createJudge, type JudgedToken } from './judge-tokens.ts';
import {
  findByConsumerKey,
  findById,
  findByName,
  findPlanByName,
  findSigningKeyId,
  findStoredToken,
  keysOf,
  offersPlan,
  type StoredApplication,
  sealedSecretsOf,
} from './repository.ts';

export interface TokenRecord {
  readonly id: TokenId;
  readonly isRevoked: boolean;
  /** Null for one that is here already. */
  readonly judged: JudgedToken | null;
}

export interface SecretRecord {
  /** SHA-256: the same secret isn't added twice. */
  readonly digest: string;
  /** Null for one that is here already. */
  readonly value: Secret | null;
}

export interface KeysRecord {
  /** Null for new ones. */
  readonly id: KeysId | null;
  readonly keyType: KeyType;
  readonly consumerKey: string;
  readonly handOver: HandOver;
  readonly secrets: readonly SecretRecord[];
  readonly tokens: readonly TokenRecord[];
}

export interface SubscriptionRecord {
  readonly apiId: ApiId;
  readonly planId: BusinessPlanId;
}

export interface ApplicationRecord extends Omit<ApplicationDraft, 'attributes'> {
  readonly id: ApplicationId;
  readonly fields: Wso2Fields;
  readonly keys: readonly KeysRecord[];
  readonly subscriptions: readonly SubscriptionRecord[];
}

const tokenKind: RecordKind<TokenRecord> = { key: ({ id }) => id, fields: ['isRevoked'] };
const secretKind: RecordKind<SecretRecord> = { key: ({ digest }) => digest, fields: [] };
const keysKind: RecordKind<KeysRecord> = {
  key: ({ keyType }) => keyType,
  fields: ['handOver'],
  children: { secrets: secretKind, tokens: tokenKind },
};
const subscriptionKind: RecordKind<SubscriptionRecord> = {
  key: ({ apiId, planId }) => `${apiId} ${planId}`,
  fields: [],
};
const applicationKind: RecordKind<ApplicationRecord> = {
  key: ({ id }) => id,
  fields: ['description', 'perTokenQuota', 'fields'],
  children: { keys: keysKind, subscriptions: subscriptionKind },
};

export interface TakeoverPlan {
  readonly differences: Differences<ApplicationRecord>;
  readonly leftOut: readonly LeftOut[];
}

/** Tokens judged between two pauses. */
const STEP = 50;

/**
 * What reading a file would add to the workspace, as differences between what is here and what would
 * be. Nothing is ever removed or replaced: a consumer key, a secret, a signing key and the text of a
 * token stay, and a revoked token stays revoked.
 *
 * @yields how many tokens were judged.
 */
export async function* planTakeover(
  context: WriteContext,
  incoming: Incoming,
  keys: Parameters<typeof createJudge>[0],
): AsyncGenerator<number, TakeoverPlan, undefined> {
  const { db, now } = context;
  const at = now();
  const judge = createJudge(keys);
  const before = new Map<ApplicationId, ApplicationRecord>();
  const after = new Map<ApplicationId, ApplicationRecord>();
  const leftOut = [...incoming.leftOut];
  const { owner } = readSettings(db);
  const isKnownSigner = limitSigners(db);
  let judged = 0;
  for (const application of incoming.applications) {
    const leave = (reason: LeftOutReason, what: string) => {
      leftOut.push({
        reason,
        what: what === '' ? application.name : `${application.name}, ${what}`,
      });
    };
    const found = targetOf(context, application, after);
    if (!('record' in found)) {
      leave(found.reason, '');
      continue;
    }
    const { record, isStored } = found;
    if (isStored && !before.has(record.id)) before.set(record.id, record);
    let target = after.get(record.id) ?? record;
    target = { ...target, ...aboutOf(application, target, owner, leave, context) };
    for (const keys of application.keys) {
      const base = keysTarget(context, target, keys, after);
      if (typeof base === 'string') {
        leave(base, keys.keyType);
        continue;
      }
      const tokens = new Map(base.tokens.map((token) => [token.id, token]));
      for (const token of keys.tokens) {
        judged += 1;
        if (judged % STEP === 0) yield judged;
        const verdict = await judge(token, keys.consumerKey, at);
        const what = keys.keyType;
        if (!verdict.ok) leave(verdict.error, what);
        else if (!isKnownSigner(verdict.value)) leave('many-signers', what);
        else if (!addToken(context, base, verdict.value, tokens)) leave('differs', what);
      }
      const whole = {
        ...base,
        ...withSecret(base, keys, leave),
        tokens: [...tokens.values()],
      };
      const others = target.keys.filter(({ keyType }) => keyType !== keys.keyType);
      target = { ...target, keys: [...others, whole] };
      // So that `before` has the tokens that are here already.
      const old = before.get(target.id);
      if (old !== undefined) before.set(old.id, withKnown(old, whole, context));
    }
    after.set(target.id, target);
  }
  return {
    differences: compare(applicationKind, [...before.values()], [...after.values()]),
    leftOut,
  };
}

/** Signing keys that aren't here, of one file: each takes a row. */
const MOST_SIGNERS = 50;

function limitSigners(db: WriteContext['db']): (token: JudgedToken) => boolean {
  const foreign = new Set<string>();
  return ({ signingKeyId, kid }) => {
    if (signingKeyId !== null || foreign.has(kid)) return true;
    if (findSigningKeyId(db, kid) !== undefined) return true;
    if (foreign.size >= MOST_SIGNERS) return false;
    foreign.add(kid);
    return true;
  };
}

type Target =
  | { readonly record: ApplicationRecord; readonly isStored: boolean }
  | { readonly reason: LeftOutReason };

/** The application by its id, by one of its consumer keys, by its name; else a new one. */
function targetOf(
  context: WriteContext,
  { id, name, keys }: IncomingApplication,
  planned: ReadonlyMap<ApplicationId, ApplicationRecord>,
): Target {
  const { db } = context;
  const known = applicationIdSchema.safeParse(id);
  const sameId = known.success ? findById(db, known.data) : undefined;
  const stored =
    sameId ??
    keys.map(({ consumerKey }) => findByConsumerKey(db, consumerKey)).find(Boolean) ??
    findByName(db, name);
  if (stored !== undefined) {
    if (stored.isInBin) return { reason: 'bin' };
    return { record: planned.get(stored.id) ?? recordOf(context, stored), isStored: true };
  }
  const isNamed = (one: ApplicationRecord) => nameKey(one.name) === nameKey(name);
  const sameName = [...planned.values()].find(isNamed);
  if (sameName !== undefined) return { record: sameName, isStored: false };
  const allowed = applicationDraftSchema.shape.name.safeParse(name);
  if (!allowed.success) return { reason: 'name' };
  const isFree = known.success && !planned.has(known.data);
  const record: ApplicationRecord = {
    id: isFree ? known.data : applicationIdSchema.parse(randomUUID()),
    name: allowed.data,
    description: '',
    perTokenQuota: 'Unlimited',
    owner: '',
    group: '',
    fields: noWso2Fields,
    keys: [],
    subscriptions: [],
  };
  return { record, isStored: false };
}

function recordOf(context: WriteContext, stored: StoredApplication): ApplicationRecord {
  const { db, cipher } = context;
  const { isInBin: _isInBin, ...rest } = stored;
  return {
    ...rest,
    keys: keysOf(db, stored.id).map(({ id, keyType, consumerKey }) => ({
      id,
      keyType,
      consumerKey,
      handOver: readHandOver(db, id),
      secrets: sealedSecretsOf(db, id).flatMap((stored) => {
        const secret = cipher.open(consumerSecretPlace(stored.id), stored.sealed);
        return secret.ok ? [{ digest: digestOf(secret.value), value: null }] : [];
      }),
      tokens: [],
    })),
    subscriptions: listSubscriptions(db, stored.id).map(({ apiId, businessPlanId }) => ({
      apiId,
      planId: businessPlanId,
    })),
  };
}

const digestOf = (secret: Secret): string =>
  createHash('sha256').update(secret.expose()).digest('hex');

/** What the file says about the application itself. */
function aboutOf(
  { about, subscriptions }: IncomingApplication,
  target: ApplicationRecord,
  owner: string,
  leave: (reason: LeftOutReason, what: string) => void,
  { db }: WriteContext,
): Partial<ApplicationRecord> {
  if (about === null) return {};
  const chosen = new Map(target.subscriptions.map((one) => [subscriptionKind.key(one), one]));
  const notHere: Record<string, unknown>[] = [];
  for (const [place, { apiName, version, plan }] of subscriptions.entries()) {
    const apiId = findApiByName(db, apiName, version);
    const named = findPlanByName(db, plan);
    const isOffered = apiId !== undefined && offersPlan(db, apiId, named);
    const planId = isOffered ? named : undefined;
    if (apiId !== undefined && planId !== undefined) {
      chosen.set(`${apiId} ${planId}`, { apiId, planId });
      continue;
    }
    const raw = about.fields.subscriptions[place];
    if (raw !== undefined) notHere.push(raw);
    leave(
      apiId === undefined ? 'no-api' : 'no-plan',
      apiId === undefined ? `${apiName} ${version}` : plan,
    );
  }
  const from = ownerOf(about.owner);
  return {
    description: descriptionOf(about.description),
    perTokenQuota: quotaOf(about.perTokenQuota, readQuotas(db)),
    owner: from === owner ? (target.owner ?? '') : from,
    group:
      target.group === '' || target.group === undefined ? groupOf([about.group]) : target.group,
    fields: { ...about.fields, notHere },
    subscriptions: [...chosen.values()],
  };
}

/** The application's keys of that type, or why the file's can't be taken. */
function keysTarget(
  { db }: WriteContext,
  target: ApplicationRecord,
  { keyType, consumerKey }: IncomingKeys,
  planned: ReadonlyMap<ApplicationId, ApplicationRecord>,
): KeysRecord | LeftOutReason {
  const own = target.keys.find((keys) => keys.keyType === keyType);
  if (own !== undefined) return own.consumerKey === consumerKey ? own : 'other-key';
  if (!typedClientSchema({ max: 255 }).safeParse(consumerKey).success) return 'consumer-key';
  const others = [...planned.values(), target].flatMap(({ keys }) => keys);
  const isTaken =
    isConsumerKeyTaken(db, consumerKey) || others.some((keys) => keys.consumerKey === consumerKey);
  if (isTaken) return 'key-taken';
  const handOver: HandOver = { grantTypes: ['client_credentials'], callbackUrl: '' };
  return { id: null, keyType, consumerKey, handOver, secrets: [], tokens: [] };
}

function withSecret(
  base: KeysRecord,
  { keyType, secret, handOver }: IncomingKeys,
  leave: (reason: LeftOutReason, what: string) => void,
): Pick<KeysRecord, 'secrets' | 'handOver'> {
  const { secrets } = base;
  const known = grantTypes.filter((type) => handOver?.grantTypes.includes(type));
  const said = handOverSchema.safeParse({ ...handOver, grantTypes: known });
  const kept = handOver !== null && said.success ? said.data : base.handOver;
  if (secret === null) return { secrets, handOver: kept };
  if (!typedClientSchema({ max: 1024 }).safeParse(secret.expose()).success) {
    leave('secret', keyType);
    return { secrets, handOver: kept };
  }
  const digest = digestOf(secret);
  const isKnown = secrets.some((one) => one.digest === digest);
  return { secrets: isKnown ? secrets : [...secrets, { digest, value: secret }], handOver: kept };
}

/** Adds the token; false if another one has its id. */
function addToken(
  { db, cipher }: WriteContext,
  keys: KeysRecord,
  token: JudgedToken,
  tokens: Map<TokenId, TokenRecord>,
): boolean {
  const planned = tokens.get(token.id);
  if (planned !== undefined) {
    const isSame = planned.judged === null || planned.judged.jwt?.expose() === token.jwt?.expose();
    if (isSame && token.isRevoked) tokens.set(token.id, { ...planned, isRevoked: true });
    return isSame;
  }
  const stored = findStoredToken(db, token.id);
  if (stored === undefined) {
    tokens.set(token.id, { id: token.id, isRevoked: token.isRevoked, judged: token });
    return true;
  }
  if (stored.keysId !== keys.id) return false;
  const sealed = findSealedJwt(db, token.id);
  if (sealed !== undefined && token.jwt !== null) {
    const own = cipher.open(accessTokenPlace(token.id), sealed);
    if (!own.ok || own.value.expose() !== token.jwt.expose()) return false;
  }
  // Without its text the file proves nothing: it revokes nothing either.
  const isRevoked = stored.revokedAt !== null || (token.isRevoked && token.jwt !== null);
  tokens.set(token.id, { id: token.id, isRevoked, judged: null });
  return true;
}

/** The stored application with the state of those of its tokens that the file has, too. */
function withKnown(
  record: ApplicationRecord,
  taken: KeysRecord,
  { db }: WriteContext,
): ApplicationRecord {
  const keys = record.keys.map((own) => {
    if (own.keyType !== taken.keyType) return own;
    const tokens = taken.tokens.flatMap(({ id, judged }): TokenRecord[] => {
      if (judged !== null) return [];
      return [{ id, isRevoked: findStoredToken(db, id)?.revokedAt !== null, judged: null }];
    });
    return { ...own, tokens };
  });
  return { ...record, keys };
}

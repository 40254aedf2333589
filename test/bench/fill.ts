import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { createCipher } from '../../electron/base/crypto/cipher.ts';
import type { Key } from '../../electron/base/crypto/key.ts';
import { Secret } from '../../electron/base/crypto/secret.ts';
import type { WritableDb } from '../../electron/base/database/database.ts';
import { recountUses } from '../../electron/base/database/recount-uses.ts';
import { compareText } from '../../electron/base/database/values.ts';
import { CHAIN_START, chainMacs } from '../../electron/features/activity/activity-log.ts';
import { standardClaims } from '../../electron/features/issuing/claims.ts';
import { consumerSecretPlace, newConsumerKey } from '../../electron/features/keys/consumer-keys.ts';
import { coverageOf, storedCoverage } from '../../electron/features/tokens/coverage.ts';
import { accessTokenPlace } from '../../electron/features/tokens/rules.ts';
import {
  type BusinessPlanId,
  businessPlanIdSchema,
  type TokenId,
} from '../../shared/domain/ids.ts';
import type { Subscription } from '../../shared/domain/subscription.ts';
import { folded, nameKey, orderKey } from '../../shared/domain/text.ts';
import type { KeyType } from '../../shared/domain/token.ts';
import { DAY_MS } from '../../shared/time.ts';
import { withoutUpkeep } from './without-upkeep.ts';

const APIS = 1000;
const SCOPES_EACH = 3;
const TOKENS_EACH = 10;
const SUBSCRIPTIONS_EACH = 3;
/** Subscriptions of the application that the bench issues tokens for. */
const SUBSCRIPTIONS_OF_FIRST = 10;
const FAR = 253_402_300_799_000;
const HALF_YEAR = 180 * DAY_MS;

const words =
  'Harbour Ledger Invoice Parcel Orchard Meadow Signal Compass Lantern Bridge Copper Willow Falcon Granite Mosaic Anchor Summit Beacon Cedar Prism'.split(
    ' ',
  );
const word = (at: number): string => words[at % words.length] ?? '';

type Run = (sql: string, ...values: unknown[]) => void;

/**
 * Fills a new workspace with `tokens` tokens of a tenth as many applications, as after a year of
 * use: 5 % never expire, 10 % are revoked, most have expired; some applications, APIs and
 * subscriptions are in the bin; each token has a log entry. Every index, search table and chain is
 * as the program would have created it; only the signatures are random.
 */
export function fillWorkspace(writable: WritableDb, dataKey: Key, tokens: number): void {
  const db = writable as unknown as Database.Database;
  const prepared = new Map<string, Database.Statement>();
  const run: Run = (sql, ...values) => {
    let statement = prepared.get(sql);
    if (statement === undefined) prepared.set(sql, (statement = db.prepare(sql)));
    statement.run(...values);
  };
  const now = Math.floor(Date.now() / 1000) * 1000;
  withoutUpkeep(db, () => {
    db.transaction(() => {
      const apis = addApis(db, run, now);
      const clients = addApplications(run, apis, planOf(db), dataKey, tokens / TOKENS_EACH, now);
      addTokens(db, run, clients, dataKey, tokens, now);
    })();
  });
  recountUses(writable);
}

interface BenchApi {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly scopes: readonly string[];
}

function addApis(db: Database.Database, run: Run, now: number): readonly BenchApi[] {
  const plans = db.prepare('SELECT id FROM business_plan ORDER BY position').pluck().all();
  return Array.from({ length: APIS }, (_, at) => {
    const name = `${word(at)} ${word(at * 7 + 3)} ${at}`;
    const version = `${1 + (at % 4)}.0`;
    const context = `/${word(at).toLowerCase()}/${at}`;
    const id = randomUUID();
    run(
      `INSERT INTO api (id, name, name_key, name_order, search_text, version, context, context_key,
         address, provider, description, created_at, updated_at, deleted_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, ?)`,
      id,
      name,
      nameKey(name),
      orderKey(name, version),
      folded([name, version, context, ''].join('\n')),
      version,
      context,
      context,
      `${context}/${version}`,
      now - HALF_YEAR,
      now - at * 1000,
      at % 100 === 99 ? now - DAY_MS : null,
    );
    const scopes = Array.from({ length: SCOPES_EACH }, (_, scope) => `${word(at + scope)}:${at}`);
    for (const [position, scope] of scopes.entries()) {
      run(
        `INSERT INTO api_scope (api_id, name, display_name, description, position)
         VALUES (?, ?, '', '', ?)`,
        id,
        scope,
        position,
      );
    }
    for (const plan of plans) {
      run('INSERT INTO api_business_plan (api_id, business_plan_id) VALUES (?, ?)', id, plan);
    }
    return { id, name, version, scopes };
  });
}

interface BenchClient {
  readonly keysId: string;
  readonly applicationId: string;
  readonly number: number;
  readonly name: string;
  readonly keyType: KeyType;
  readonly consumerKey: string;
  readonly subscriptions: readonly Subscription[];
  readonly scopes: readonly string[];
  /** What its tokens cover, the oldest first. */
  readonly coverages: readonly { readonly mark: string; readonly apis: number }[];
  readonly withdrawnAt: number | null;
}

function addApplications(
  run: Run,
  apis: readonly BenchApi[],
  plan: BusinessPlanId,
  dataKey: Key,
  count: number,
  now: number,
): readonly BenchClient[] {
  const cipher = createCipher(dataKey);
  return Array.from({ length: count }, (_, at) => {
    const name = at === 0 ? 'Bench' : `${word(at)} ${word(at * 3 + 1)} ${at}`;
    const [applicationId, number] = [randomUUID(), at + 1];
    const withdrawnAt = at % 100 === 99 ? now - (at % 20) * DAY_MS : null;
    run(
      `INSERT INTO application (number, id, name, name_key, name_order, search_text, description,
         per_token_quota, created_at, updated_at, deleted_at)
       VALUES (?, ?, ?, ?, ?, ?, '', 'Unlimited', ?, ?, ?)`,
      number,
      applicationId,
      name,
      nameKey(name),
      orderKey(name),
      folded(`${name}\n`),
      now - HALF_YEAR + at,
      now - HALF_YEAR + ((at * 7919) % count),
      withdrawnAt,
    );
    const own = Array.from(
      { length: at === 0 ? SUBSCRIPTIONS_OF_FIRST : SUBSCRIPTIONS_EACH },
      (_, place) => apis[(at * 13 + place * 101) % 99] ?? apis[0],
    )
      .filter((api) => api !== undefined)
      // As the program lists them: then a new token covers the same as the one before.
      .toSorted((one, other) => compareText(nameKey(one.name), nameKey(other.name)));
    const subscriptions = own.map((api) => {
      const id = randomUUID();
      run(
        `INSERT INTO subscription (id, application_id, api_id, business_plan_id, state, created_at,
           updated_at, deleted_at)
         SELECT ?, ?, ?, id, 'UNBLOCKED', ?, ?, NULL FROM business_plan WHERE position = 1`,
        id,
        applicationId,
        api.id,
        now - HALF_YEAR,
        now - HALF_YEAR,
      );
      return subscriptionOf(id, applicationId, api, plan, now);
    });
    const keysId = randomUUID();
    const keyType: KeyType = at % 4 === 3 ? 'SANDBOX' : 'PRODUCTION';
    const consumerKey = newConsumerKey();
    run(
      `INSERT INTO application_keys (id, application_id, key_type, consumer_key, created_at)
       VALUES (?, ?, ?, ?, ?)`,
      keysId,
      applicationId,
      keyType,
      consumerKey,
      now - HALF_YEAR,
    );
    const secretId = randomUUID();
    run(
      `INSERT INTO consumer_secret (id, keys_id, note, secret_sealed, created_at)
       VALUES (?, ?, '', ?, ?)`,
      secretId,
      keysId,
      cipher.seal(consumerSecretPlace(secretId), new Secret('x'.repeat(44))),
      now - HALF_YEAR,
    );
    const scopes = own.flatMap((api) => api.scopes.slice(0, 1));
    // A third of them got another subscription since.
    const coverages = (
      at % 3 === 0 ? [subscriptions.slice(1), subscriptions] : [subscriptions]
    ).map((covered) => addCoverage(run, keysId, covered));
    return {
      keysId,
      applicationId,
      number,
      name,
      keyType,
      consumerKey,
      subscriptions,
      scopes,
      coverages,
      withdrawnAt,
    };
  });
}

function addCoverage(run: Run, keysId: string, subscriptions: readonly Subscription[]) {
  const coverage = coverageOf(subscriptions);
  const { mark, covers } = storedCoverage(coverage);
  const sql = 'INSERT INTO token_coverage (keys_id, mark, covers) VALUES (?, ?, ?)';
  run(sql, keysId, mark, covers);
  return { mark, apis: coverage.length };
}

/** The plan of every subscription. */
function planOf(db: Database.Database): BusinessPlanId {
  const sql = 'SELECT id FROM business_plan WHERE position = 1';
  return businessPlanIdSchema.parse(db.prepare(sql).pluck().get());
}

function subscriptionOf(
  id: string,
  applicationId: string,
  api: BenchApi,
  businessPlanId: string,
  now: number,
): Subscription {
  return {
    id,
    applicationId,
    apiId: api.id,
    apiName: api.name,
    apiVersion: api.version,
    apiContext: `/${api.name.toLowerCase()}`,
    apiProvider: '',
    businessPlanId,
    businessPlanName: 'Bronze',
    state: 'UNBLOCKED',
    createdAt: now,
  } as unknown as Subscription;
}

function addTokens(
  db: Database.Database,
  run: Run,
  clients: readonly BenchClient[],
  dataKey: Key,
  count: number,
  now: number,
): void {
  const cipher = createCipher(dataKey);
  const { linkOf, headMac } = chainMacs(dataKey);
  const key = db
    .prepare("SELECT id, kid, replaced FROM signing_key WHERE state = 'current'")
    .get() as { id: string; kid: string; replaced: number };
  const version = db.prepare('SELECT version FROM coverage').pluck().get() as number;
  const signature = randomBytes(256).toString('base64url');
  const header = base64({ typ: 'at+jwt', alg: 'RS256', kid: key.kid });
  const rounds = count / clients.length;
  let last = db.prepare('SELECT id, chain FROM activity ORDER BY id DESC LIMIT 1').get() as {
    id: number;
    chain: Buffer;
  };
  last ??= { id: 0, chain: Buffer.from(CHAIN_START) };

  for (let at = 0; at < count; at += 1) {
    const client = clients[at % clients.length];
    if (client === undefined) continue;
    const round = Math.floor(at / clients.length);
    const issuedAt =
      now - HALF_YEAR + Math.floor(((HALF_YEAR - 2000) / 1000) * (at / count)) * 1000;
    const neverExpires = at % 20 === 7;
    const isLast = round >= rounds - 2;
    const lives = isLast ? 400 * DAY_MS : (1 + (at % 30)) * DAY_MS;
    const expiresAt = neverExpires ? FAR : issuedAt + lives;
    const revokedAt = at % 10 === 3 && at >= clients.length ? issuedAt + 3_600_000 : null;
    const id = randomUUID() as TokenId;
    const coverage = client.coverages.at(round < rounds / 2 ? 0 : -1);
    const content = {
      issuer: 'https://latchkey.localhost',
      audience: ['https://latchkey.localhost'],
      owner: 'Ada Lovelace',
      keyType: client.keyType,
      consumerKey: client.consumerKey,
      application: {
        number: client.number,
        id: client.applicationId,
        name: client.name,
        perTokenQuota: 'Unlimited',
      },
      subscriptions: client.subscriptions,
      scopes: client.scopes,
      validitySeconds: (expiresAt - issuedAt) / 1000,
      statusListUri: '',
    };
    const claims = standardClaims(content, { jti: id, issuedAt: issuedAt / 1000 });
    const jwt = `${header}.${base64(claims)}.${signature}`;
    run(
      `INSERT INTO token (id, keys_id, application_id, signing_key_id, profile, size, issuer,
         audience, scopes, api_count, covers, coverage, issued_at, expires_at, never_expires,
         current_of, revoked_at, withdrawn_at)
       VALUES (?, ?, ?, ?, 'standard', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      client.keysId,
      client.applicationId,
      key.id,
      jwt.length,
      content.issuer,
      JSON.stringify(content.audience),
      JSON.stringify(client.scopes),
      coverage?.apis,
      coverage?.mark,
      version + key.replaced,
      issuedAt,
      expiresAt,
      neverExpires ? 1 : 0,
      round < rounds - 1 ? 0 : client.keyType === 'PRODUCTION' ? 1 : 2,
      revokedAt,
      client.withdrawnAt,
    );
    const sealed = cipher.seal(accessTokenPlace(id), new Secret(jwt));
    run('INSERT INTO token_secret (token_id, jwt_sealed) VALUES (?, ?)', id, sealed);
    const entry = {
      id: last.id + 1,
      at: issuedAt,
      kind: round === 0 ? 'keys/generated' : 'token/regenerated',
      subject: `${client.name}, ${client.keyType}`,
      detail: JSON.stringify({ replaces: id, validitySeconds: lives / 1000 }),
      seal: SEAL,
      byName: 'Ada Lovelace',
      byMethod: 'passphrase' as const,
    };
    const chain = linkOf(last.chain, entry);
    run(
      `INSERT INTO activity (id, at, kind, subject, detail, by_name, by_method, seal, chain)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.id,
      entry.at,
      entry.kind,
      entry.subject,
      entry.detail,
      entry.byName,
      entry.byMethod,
      entry.seal,
      chain,
    );
    last = { id: entry.id, chain };
  }
  run('UPDATE activity_head SET last_id = ?, mac = ?', last.id, headMac(last.id, last.chain));
  run('UPDATE seal SET head_id = ?, head = ?', last.id, last.chain);
}

/** As long as a real seal. */
const SEAL = createHmac('sha256', 'bench').digest();

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

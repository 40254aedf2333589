import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import { createCipher } from '../../../electron/base/crypto/cipher.ts';
import { accessTokenPlace } from '../../../electron/features/tokens/rules.ts';
import type { EngineId, Gap } from '../../../shared/domain/engines/engine.ts';
import { engines, type PlannedToken, verdictOf } from '../../../shared/domain/engines/verdict.ts';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { startCore, type TestCore } from '../core.ts';
import { dataKeyOf, openBeside } from '../data-key.ts';
import { decodeJwt, encodePart } from '../jwt.ts';
import { generate, makeApi, makeApplication, regenerate, scope, subscribe } from '../workspace.ts';

/** A request, what is wrong with it, and how the rules see its token. */
export interface Case {
  readonly name: string;
  readonly jwt: string;
  readonly planned: PlannedToken;
  /** 'always' is refused by every engine; null is a good token. */
  readonly defect: Gap | 'always' | null;
}

export interface Corpus {
  readonly core: TestCore;
  readonly cases: readonly Case[];
}

/** Whether the table says that an engine accepts the token of a case. */
export function isAccepted(id: EngineId, { planned, defect }: Case): boolean {
  if (defect === 'always' || verdictOf(id, planned).broken.length > 0) return false;
  return defect === null || engines[id].gaps.some(({ gap }) => gap === defect);
}

export const AUDIENCE = 'urn:example:api';
export const SCOPE = `${AUDIENCE}.read:*/*`;

const HASHES: Readonly<Record<SigningAlgorithm, string | null>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  PS256: 'sha256',
  ES256: 'sha256',
  ES384: 'sha384',
  EdDSA: null,
};

type Part = Readonly<Record<string, unknown>>;

function signAs(algorithm: SigningAlgorithm, key: string, header: Part, claims: Part): string {
  const signed = `${encodePart(header)}.${encodePart(claims)}`;
  const options =
    algorithm === 'PS256'
      ? { key, padding: 6, saltLength: 32 }
      : { key, dsaEncoding: 'ieee-p1363' as const };
  const signature = sign(HASHES[algorithm], Buffer.from(signed), options);
  return `${signed}.${signature.toString('base64url')}`;
}

type Place = Parameters<ReturnType<typeof createCipher>['open']>[0];

/** Decrypts the rows of a query: the window shows only so many secrets a minute. */
async function opened(
  home: string,
  placeOf: (id: string) => Place,
  sql: string,
): Promise<ReadonlyMap<string, string>> {
  const cipher = createCipher(await dataKeyOf(home));
  const db = await openBeside(home, { readonly: true });
  const rows = db.prepare(sql).all();
  db.close();
  const row = z.object({ id: z.string(), name: z.string(), sealed: z.instanceof(Buffer) });
  return new Map(
    z
      .array(row)
      .parse(rows)
      .map(({ id, name, sealed }) => {
        const secret = cipher.open(placeOf(id), sealed);
        if (!secret.ok) throw new Error(secret.error.code);
        return [name, secret.value.expose()];
      }),
  );
}

const keyPlace = (id: string): Place => ({ kind: 'signing-key', id });
const tokenPlace = (id: string): Place => accessTokenPlace(tokenIdSchema.parse(id));

const PRIVATE_KEYS = 'SELECT id, algorithm AS name, private_key_sealed AS sealed FROM signing_key';
const TOKENS = 'SELECT token_id AS id, token_id AS name, jwt_sealed AS sealed FROM token_secret';

/** A key that isn't ours, for each algorithm. */
function strangers(): Readonly<Record<SigningAlgorithm, string>> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const pem = (key: typeof rsa): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const keys = { RS256: rsa, RS384: rsa, RS512: rsa, PS256: rsa, ES256: p256, ES384: p384 };
  return {
    ...(Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, pem(key)])) as Record<
      Exclude<SigningAlgorithm, 'EdDSA'>,
      string
    >),
    EdDSA: pem(ed),
  };
}

/** A token as the rules see it. */
function planned(token: TokenSummary, change: Partial<PlannedToken> = {}): PlannedToken {
  const { size, issuer, audience, scopes, neverExpires } = token;
  const profile = profileNames.find((name) => name === token.profile) ?? 'standard';
  const algorithm = signingAlgorithms.find((name) => name === token.algorithm) ?? 'RS256';
  return { profile, algorithm, size, issuer, audience, scopes, neverExpires, ...change };
}

/** Every profile with every algorithm, and every defect with every algorithm. */
export async function makeCorpus(): Promise<Corpus> {
  const core = await startCore();
  core.clock.now = Date.now();
  await core.give('settings:update', { audience: [AUDIENCE, 'urn:example:other'] });
  const api = await makeApi(core, 'Petshop', { scopes: [scope(SCOPE)] });
  const { id: applicationId } = await makeApplication(core, 'Petshop');
  await subscribe(core, applicationId, api.id);
  const cases: Case[] = [];
  const issued: (readonly [name: string, token: TokenSummary, defect: Case['defect']])[] = [];
  const base = new Map<SigningAlgorithm, string>();
  await core.give('settings:update', { keepOldToken: true });
  let last: TokenSummary | undefined;

  async function issue(profile: (typeof profileNames)[number], algorithm: SigningAlgorithm) {
    await core.give('settings:update', { profile, algorithm });
    const options = { scopes: [SCOPE] };
    last =
      last === undefined
        ? await generate(core, applicationId, options)
        : await regenerate(core, last, options);
    return last;
  }

  for (const algorithm of signingAlgorithms) {
    for (const profile of profileNames) {
      issued.push([`${profile} ${algorithm}`, await issue(profile, algorithm), null]);
    }
    const token = await issue('standard', algorithm);
    await core.give('token:revoke', { ids: [token.id] });
    issued.push([`revoked ${algorithm}`, token, 'revoked']);
  }
  const jwts = await opened(core.home, tokenPlace, TOKENS);
  for (const [name, token, defect] of issued) {
    const jwt = jwts.get(token.id) ?? '';
    cases.push({ name, jwt, planned: planned(token), defect });
    const algorithm = signingAlgorithms.find((one) => name === `standard ${one}`);
    if (algorithm !== undefined) base.set(algorithm, jwt);
  }

  // A token of a consumer key whose tokens count only from later on, and that no list names.
  const cut = await makeApplication(core, 'Cut off');
  const before = await generate(core, cut.id);
  const cutJwt = (await opened(core.home, tokenPlace, TOKENS)).get(before.id) ?? '';
  core.clock.now += 2000;
  await core.give('token:revoke', { filter: { applicationId: cut.id } });
  core.clock.now = Date.now();

  const own = await opened(core.home, keyPlace, PRIVATE_KEYS);
  const foreign = strangers();
  const now = Math.floor(Date.now() / 1000);
  for (const [algorithm, jwt] of base) {
    const { header, claims } = decodeJwt(jwt);
    const key = own.get(algorithm) ?? '';
    const add = (
      name: string,
      defect: Case['defect'],
      change: Part,
      head: Part = {},
      signWith: string = key,
    ): void => {
      const forged = signAs(algorithm, signWith, { ...header, ...head }, { ...claims, ...change });
      const token = last;
      if (token === undefined) return;
      const change2 = { profile: 'standard', algorithm, size: forged.length } as const;
      cases.push({
        name: `${name} ${algorithm}`,
        jwt: forged,
        planned: planned(token, change2),
        defect,
      });
    };
    add('never expires', null, { exp: now + 2_147_483_647 });
    add('old but valid', null, { iat: now - 7_776_000, nbf: now - 7_776_000 });
    add('audience in a list', null, { aud: ['urn:x', AUDIENCE] });
    add('expired', 'always', { exp: now - 30, iat: now - 4000, nbf: now - 4060 });
    add('no exp', 'no-end', { exp: undefined });
    add('not yet valid', 'not-before', { nbf: now + 3600 });
    add('another issuer', 'issuer', { iss: 'https://other.example' });
    add('another audience', 'audience', { aud: 'urn:example:api2' });
    add('another type', 'type', {}, { typ: 'dpop+jwt' });
    add('another kid', 'always', {}, { kid: 'x' });
    add('another key', 'always', {}, {}, foreign[algorithm]);
    add('another algorithm', 'always', {}, { alg: algorithm === 'RS256' ? 'RS384' : 'RS256' });
    const changed = `${jwt.slice(0, -8)}${jwt.at(-8) === 'A' ? 'B' : 'A'}${jwt.slice(-7)}`;
    const token = last as TokenSummary;
    const as = planned(token, { profile: 'standard', algorithm });
    cases.push({ name: `changed ${algorithm}`, jwt: changed, planned: as, defect: 'always' });
    const { signed } = decodeJwt(jwt);
    const unsigned = `${encodePart({ ...header, alg: 'none' })}.${signed.split('.')[1] ?? ''}.`;
    cases.push({ name: `alg none ${algorithm}`, jwt: unsigned, planned: as, defect: 'always' });
    const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
    const mac = `${encodePart({ ...header, alg: 'HS256' })}.${signed.split('.')[1] ?? ''}`;
    const hs = `${mac}.${createHmac('sha256', publicPem).update(mac).digest('base64url')}`;
    cases.push({ name: `HS256 ${algorithm}`, jwt: hs, planned: as, defect: 'always' });
  }
  const lost = decodeJwt(cutJwt);
  const algorithm = signingAlgorithms.find((one) => one === lost.header['alg']) ?? 'RS256';
  const unknown = signAs(algorithm, own.get(algorithm) ?? '', lost.header, {
    ...lost.claims,
    scope: SCOPE,
    jti: 'unknown-to-the-ledger',
  });
  const size = unknown.length;
  const scopes = [SCOPE];
  cases.push({
    name: 'issued too early',
    jwt: unknown,
    planned: planned(before, { size, scopes }),
    defect: 'cut-off',
  });
  for (const size of [8000, 8168, 8172, 14_900, 17_000]) {
    const { header, claims } = decodeJwt(base.get('RS256') ?? '');
    const sized = (pad: number): string =>
      signAs('RS256', own.get('RS256') ?? '', header, { ...claims, pad: 'x'.repeat(pad) });
    const jwt = sized(Math.floor(((size - sized(0).length) * 3) / 4));
    const token = planned(last as TokenSummary, {
      profile: 'standard',
      algorithm: 'RS256',
      size: jwt.length,
    });
    cases.push({ name: `${jwt.length} bytes`, jwt, planned: token, defect: null });
  }
  return { core, cases };
}

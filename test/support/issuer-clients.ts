import { createPublicKey } from 'node:crypto';
import { createInterface } from 'node:readline';
import { inflateSync } from 'node:zlib';
import { JwtVerifier } from 'aws-jwt-verify';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
} from 'jose';
import jwksRsa from 'jwks-rsa';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';

// Run as a program: node issuer-clients.ts ISSUER AUDIENCE. Each line of its input is a token; each
// line of its output says, for each library, whether it accepts it. They live as long as it does, as
// in a gateway: a rotation must reach them through their caches.
const [issuer = '', audience = ''] = process.argv.slice(2);

const discovered = await openid.discovery(new URL(issuer), 'latchkey-test');
const metadata = discovered.serverMetadata();
const remote = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''), { cooldownDuration: 0 });

const server = await oauth.processDiscoveryResponse(
  new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2' }),
);
const rsa = jwksRsa({ jwksUri: metadata.jwks_uri ?? '', cache: true, rateLimit: false });
const aws = JwtVerifier.create({ issuer, audience, jwksUri: server.jwks_uri ?? '' });

const cached: Partial<oauth.ExportedJWKSCache> = {};

const lists = metadata['latchkey_revocations'] as { readonly jwt: string };

interface Listed {
  readonly status_list: { readonly bits: number; readonly lst: string };
}

/** What a verifier does with the claim `status`: draft-ietf-oauth-status-list, section 8.3. */
async function checkStatus(token: string): Promise<void> {
  const { status_list: place } = (decodeJwt(token)['status'] ?? {}) as {
    readonly status_list?: { readonly idx: number; readonly uri: string };
  };
  if (place === undefined) throw new Error('without a status');
  const answer = await fetch(place.uri, { headers: { accept: 'application/statuslist+jwt' } });
  if (answer.headers.get('content-type') !== 'application/statuslist+jwt') {
    throw new Error('another type');
  }
  const keys = createLocalJWKSet(await (await fetch(metadata.jwks_uri ?? '')).json());
  const list = (await answer.text()).trim();
  const { payload } = await jwtVerify<Listed>(list, keys, { issuer, typ: 'statuslist+jwt' });
  if (payload.sub !== place.uri) throw new Error('another list');
  const { bits, lst } = payload.status_list;
  const bytes = inflateSync(Buffer.from(lst, 'base64url'));
  const at = place.idx * bits;
  if (((bytes[at >> 3] ?? 0) >> (at & 7)) & ((1 << bits) - 1)) throw new Error('revoked');
}

const clients: Readonly<Record<string, (token: string) => Promise<unknown>>> = {
  'openid-client': (token) => jwtVerify(token, remote, { issuer, audience }),
  oauth4webapi: async (token) => {
    const request = new Request(issuer, { headers: { authorization: `Bearer ${token}` } });
    // It asks again for an unknown key only after a minute, which the test doesn't wait for: another
    // process, whose cache is that old.
    const cache = { [oauth.jwksCache]: cached as oauth.JWKSCacheInput };
    await oauth.validateJwtAccessToken({ ...server }, request, audience, cache);
    if (cached.uat !== undefined) cached.uat -= 61;
  },
  'jwks-rsa': async (token) => {
    const key = await rsa.getSigningKey(decodeProtectedHeader(token).kid);
    await jwtVerify(token, createPublicKey(key.getPublicKey()), { issuer, audience });
  },
  'aws-jwt-verify': (token) => aws.verify(token),
  'revocation list': async (token) => {
    const list = await (await fetch(lists.jwt)).text();
    const keys = createLocalJWKSet(await (await fetch(metadata.jwks_uri ?? '')).json());
    const { payload } = await jwtVerify(list.trim(), keys, { issuer, typ: 'revocations+jwt' });
    const revoked = payload['revoked'] as readonly { readonly jti: string }[];
    if (revoked.some(({ jti }) => jti === decodeJwt(token).jti)) throw new Error('revoked');
  },
};

const both = (verify: (token: string) => Promise<unknown>) => async (token: string) => {
  await verify(token);
  await checkStatus(token);
};

for await (const token of createInterface({ input: process.stdin })) {
  const verdicts: Record<string, string> = {};
  for (const [name, verify] of Object.entries(clients)) {
    const judged = name === 'revocation list' ? verify : both(verify);
    verdicts[name] = await judged(token).then(
      () => 'accepted',
      (error: unknown) => `refused: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  process.stdout.write(`${JSON.stringify(verdicts)}\n`);
}

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { type ProfileName, profileNames } from '../../../../shared/domain/token-form.ts';
import { START, startCore, type TestCore } from '../../../support/core.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { generate, jwtOf, makeApplication, makePetshop } from '../../../support/workspace.ts';

const IAT = START / 1000;

async function petshopWith(profile: ProfileName, audience = ['https://api.example']) {
  const core = await startCore();
  await core.give('settings:update', { owner: 'ada', profile, audience });
  const { application, token } = await makePetshop(core);
  const { header, claims } = decodeJwt(await jwtOf(core, token));
  const { keys } = await core.give('keys:get', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
  });
  const { publicKeys } = await core.give('gateway:get', {});
  const certificate = publicKeys.find(({ kid }) => kid === token.kid)?.certificatePem ?? '';
  return { core, application, token, header, claims, certificate, id: keys?.consumerKey };
}

/** What WSO2 3.x and 4.x write: the digest's hexadecimal digits as text, in base64url. */
function wso2Thumbprint(certificate: string): string {
  const hex = createHash('sha1').update(new X509Certificate(certificate).raw).digest('hex');
  return Buffer.from(hex).toString('base64url');
}

function subscriptionClaims(applicationId: string) {
  return {
    application: {
      id: 1,
      uuid: applicationId,
      name: 'Petshop',
      owner: 'ada',
      tier: 'Unlimited',
    },
    subscribedAPIs: [
      {
        name: 'Pets',
        context: '/pets/1.0.0',
        version: '1.0.0',
        publisher: 'petshop-team',
        subscriptionTier: 'Gold',
        subscriberTenantDomain: 'carbon.super',
      },
    ],
    tierInfo: {
      Gold: { stopOnQuotaReach: true, spikeArrestLimit: 0, spikeArrestUnit: null },
    },
  };
}

const lean = (token: { id: string }, id: string | undefined) => ({
  iss: 'https://latchkey.localhost',
  sub: id,
  aud: 'https://api.example',
  client_id: id,
  azp: id,
  iat: IAT,
  nbf: IAT - 60,
  exp: IAT + 3600,
  jti: token.id,
  scope: expect.any(String),
  aut: 'APPLICATION',
  keytype: 'PRODUCTION',
  consumerKey: id,
});

describe('each profile’s claims and types', () => {
  test.each([
    ['standard', 'at+jwt'],
    ['jwt', 'JWT'],
  ] as const)('%s', async (profile, typ) => {
    const { application, token, header, claims, id } = await petshopWith(profile);
    expect(header).toEqual({ typ, alg: 'RS256', kid: token.kid });
    expect(claims).toEqual({ ...lean(token, id), ...subscriptionClaims(application.id) });
  });

  test('lean contains neither application nor subscriptions', async () => {
    const { token, header, claims, id } = await petshopWith('lean');
    expect(header).toEqual({ typ: 'at+jwt', alg: 'RS256', kid: token.kid });
    expect(claims).toEqual(lean(token, id));
  });

  test('wso2-3 has the owner as subject, a numeric application id and no nbf', async () => {
    const { application, token, header, claims, certificate, id } = await petshopWith('wso2-3');
    const x5t = wso2Thumbprint(certificate);
    expect(header).toEqual({ typ: 'JWT', alg: 'RS256', kid: token.kid, x5t });
    expect(claims).toEqual({
      sub: 'ada',
      aud: 'https://api.example',
      iss: 'https://latchkey.localhost',
      scope: expect.any(String),
      keytype: 'PRODUCTION',
      consumerKey: id,
      iat: IAT,
      exp: IAT + 3600,
      jti: token.id,
      ...subscriptionClaims(application.id),
    });
  });

  test('wso2-4 has the client first in its audience', async () => {
    const { token, header, claims, certificate, id } = await petshopWith('wso2-4', ['b', 'a']);
    const x5t = wso2Thumbprint(certificate);
    expect(header).toEqual({ typ: 'at+jwt', alg: 'RS256', kid: token.kid, x5t });
    expect(claims).toEqual({
      iss: 'https://latchkey.localhost',
      sub: id,
      aut: 'APPLICATION',
      aud: [id, 'b', 'a'],
      azp: id,
      client_id: id,
      nbf: IAT - 60,
      iat: IAT,
      exp: IAT + 3600,
      jti: token.id,
      scope: expect.any(String),
    });
  });
});

/** The JWK Set as a gateway gets it. */
async function exportedJwks(core: TestCore) {
  core.shell.saveTo = { folder: core.home };
  const saved = await core.give('gateway:export', { file: 'jwks' });
  return createLocalJWKSet(JSON.parse(readFileSync(saved?.path ?? '', 'utf8')));
}

test('a token of every profile and algorithm is verified by the exported JWKS', async () => {
  const core = await startCore();
  const jwts: (readonly [ProfileName, string, string])[] = [];
  for (const profile of profileNames) {
    for (const algorithm of signingAlgorithms) {
      const { id } = await makeApplication(core, `${profile} ${algorithm}`);
      const token = await core.give('keys:generate', {
        applicationId: id,
        keyType: 'PRODUCTION',
        validitySeconds: 60,
        scopes: [],
        profile,
        algorithm,
      });
      expect(token.algorithm).toBe(algorithm);
      // Secrets revealed per minute are limited: wait for the next minute.
      core.clock.elapsed += 60_000;
      jwts.push([profile, algorithm, await jwtOf(core, token)]);
    }
  }
  const jwks = await exportedJwks(core);
  const options = {
    currentDate: new Date(START),
    issuer: 'https://latchkey.localhost',
    audience: 'http://org.wso2.apimgt/gateway',
  };
  for (const [profile, algorithm, jwt] of jwts) {
    const { protectedHeader } = await jwtVerify(jwt, jwks, { ...options, algorithms: [algorithm] });
    expect([profile, protectedHeader.alg]).toEqual([profile, algorithm]);
  }
});

test('a verifier whose clock is 60 s behind accepts a new token', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const jwks = await exportedJwks(core);
  const jwt = await jwtOf(core, token);
  const at = (seconds: number) =>
    jwtVerify(jwt, jwks, { currentDate: new Date(START - seconds * 1000) });
  await expect(at(60)).resolves.toBeDefined();
  await expect(at(61)).rejects.toThrow('nbf');
});

async function typed(core: TestCore, applicationId: string, chosen = {}) {
  const request = { applicationId, validitySeconds: 60, scopes: [], ...chosen };
  const token = await core.give('keys:generate', { ...request, keyType: 'SANDBOX' });
  const { header } = decodeJwt(await jwtOf(core, token));
  return [header['typ'], header['alg']];
}

describe('the profile and algorithm', () => {
  const own = { claims: '', profile: null, algorithm: null } as const;

  test('are those of the request, else of the application, else of Settings', async () => {
    const core = await startCore();
    await core.give('settings:update', { profile: 'jwt', algorithm: 'ES256' });
    const [plain, special, once] = await Promise.all(
      ['Plain', 'Special', 'Once'].map((name) => makeApplication(core, name)),
    );
    for (const made of [special, once]) {
      await core.give('token-form:update', {
        ...own,
        applicationId: made?.id ?? '',
        profile: 'lean',
        algorithm: 'EdDSA',
      });
    }
    expect(await typed(core, plain?.id ?? '')).toEqual(['JWT', 'ES256']);
    expect(await typed(core, special?.id ?? '')).toEqual(['at+jwt', 'EdDSA']);
    const chosen = { profile: 'jwt', algorithm: 'PS256' } as const;
    expect(await typed(core, once?.id ?? '', chosen)).toEqual(['JWT', 'PS256']);
  });

  test('of the application are kept over a restart, with the defaults elsewhere', async () => {
    const core = await startCore();
    const { id: applicationId } = await makeApplication(core, 'Petshop');
    const defaults = {
      profile: 'standard',
      algorithm: 'RS256',
      confirmBeyondSeconds: 31_536_000,
    } as const;
    expect(await core.give('token-form:get', { applicationId })).toEqual({ own, defaults });
    const form = { profile: 'wso2-3', algorithm: null, claims: '{"tenant":"acme"}' } as const;
    await core.give('token-form:update', { applicationId, ...form });
    await core.restart();
    expect(await core.give('token-form:get', { applicationId })).toEqual({
      own: { ...form, claims: '{\n  "tenant": "acme"\n}' },
      defaults,
    });
  });

  test.each([3072, 4096] as const)(
    'an RSA key has the %d bits chosen in Settings',
    async (rsaLength) => {
      const core = await startCore();
      await core.give('settings:update', { rsaLength, algorithm: 'RS384' });
      await makePetshop(core);
      const { publicKeys } = await core.give('gateway:get', {});
      const pem = publicKeys.find(({ algorithm }) => algorithm === 'RS384')?.certificatePem ?? '';
      const { asymmetricKeyDetails } = new X509Certificate(pem).publicKey;
      expect(asymmetricKeyDetails?.modulusLength).toBe(rsaLength);
    },
  );
});

async function claimsWith(claims: string) {
  const core = await startCore();
  const { id: applicationId } = await makeApplication(core, 'Petshop');
  const answer = await core.call('token-form:update', {
    applicationId,
    profile: null,
    algorithm: null,
    claims,
  });
  return { core, applicationId, answer };
}

describe('additional claims', () => {
  test('are in the token with their types, and override nothing', async () => {
    const extra = { tenant: 'acme', level: 3, flags: [true, null], nested: { a: 1.5 } };
    const { core, applicationId } = await claimsWith(JSON.stringify(extra));
    const { claims } = decodeJwt(await jwtOf(core, await generate(core, applicationId)));
    expect(claims).toMatchObject({ ...extra, iss: 'https://latchkey.localhost' });
  });

  test.each([
    ['{', 'claims/not-json'],
    ['[]', 'claims/not-an-object'],
    ['null', 'claims/not-an-object'],
    ['"x"', 'claims/not-an-object'],
    ['{"exp": 1}', 'claims/registered'],
    ['{"tenant": 1, "scope": "admin"}', 'claims/registered'],
    ['{"subscribedAPIs": []}', 'claims/registered'],
    ['{"__proto__": {"exp": 1}}', 'claims/registered'],
    [`{"a": "${'x'.repeat(4096)}"}`, 'field/too-long'],
  ])('%s is refused at its field: %s', async (claims, code) => {
    const { core, applicationId, answer } = await claimsWith(claims);
    expect(answer).toMatchObject({ ok: false, error: { code, field: 'claims' } });
    const { own } = await core.give('token-form:get', { applicationId });
    expect(own.claims).toBe('');
  });
});

describe('a token is stale after a change of', () => {
  test.each([
    ['another profile', { profile: 'jwt' }],
    ['another algorithm', { algorithm: 'ES256' }],
    ['other claims', { claims: '{"tenant":"acme"}' }],
  ] as const)('%s of its application', async (_what, change) => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const form = { profile: null, algorithm: null, claims: '', ...change };
    const view = async () =>
      (await core.give('keys:get', { applicationId: application.id, keyType: 'PRODUCTION' })).token;
    expect((await view())?.stale).toBe(false);
    await core.give('token-form:update', { applicationId: application.id, ...form });
    expect([(await view())?.id, (await view())?.stale]).toEqual([token.id, true]);
  });

  test.each([{ profile: 'lean' }, { algorithm: 'EdDSA' }] as const)(
    '%j in Settings',
    async (patch) => {
      const core = await startCore();
      const { token } = await makePetshop(core);
      await core.give('settings:update', patch);
      const { tokens } = await core.give('token:list', { limit: 1 });
      expect(tokens).toMatchObject([{ id: token.id, stale: true }]);
    },
  );
});

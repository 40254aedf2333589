import { describe, expect, test } from 'vitest';
import { MAX_VALIDITY_SECONDS } from '../../../../shared/domain/validity.ts';
import { START, startCore } from '../../../support/core.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import {
  generate,
  jwtOf,
  makeApi,
  makeApplication,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

const IAT = START / 1000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Two APIs, one of them with two plans, and one without a provider. */
async function zoo() {
  const core = await startCore();
  await core.give('settings:update', { owner: 'ada' });
  const application = await makeApplication(core, 'Zoo «Москва»', { perTokenQuota: '10PerMin' });
  const pets = await makeApi(core, 'Pets', {
    provider: 'petshop-team',
    context: '/pets',
    scopes: [scope('pets:read'), scope('pets:write')],
  });
  const zebras = await makeApi(core, 'Zebras', {
    version: 'v2',
    context: '/zebras/v2',
    scopes: [scope('zebras:read')],
  });
  await subscribe(core, application.id, pets.id, 'Gold');
  await subscribe(core, application.id, pets.id, 'Bronze');
  await subscribe(core, application.id, zebras.id, 'Gold');
  return { core, application };
}

describe('the Standard profile’s claims', () => {
  test('are these and no others', async () => {
    const { core, application } = await zoo();
    const token = await generate(core, application.id, {
      validitySeconds: 7200,
      scopes: ['zebras:read', 'pets:read'],
    });
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'PRODUCTION',
    });
    const consumerKey = view.keys?.consumerKey;
    const tier = { stopOnQuotaReach: true, spikeArrestLimit: 0, spikeArrestUnit: null };
    const { header, claims } = decodeJwt(await jwtOf(core, token));

    expect(header).toEqual({ typ: 'at+jwt', alg: 'RS256', kid: token.kid });
    expect(claims).toEqual({
      iss: 'https://latchkey.localhost',
      sub: consumerKey,
      aud: 'http://org.wso2.apimgt/gateway',
      client_id: consumerKey,
      azp: consumerKey,
      iat: IAT,
      nbf: IAT - 60,
      exp: IAT + 7200,
      jti: token.id,
      // In the page's order, whatever the order of selection.
      scope: 'pets:read zebras:read',
      aut: 'APPLICATION',
      keytype: 'PRODUCTION',
      consumerKey,
      application: {
        id: 1,
        uuid: application.id,
        name: 'Zoo «Москва»',
        owner: 'ada',
        tier: '10PerMin',
      },
      subscribedAPIs: [
        {
          name: 'Pets',
          context: '/pets/1.0.0',
          version: '1.0.0',
          publisher: 'petshop-team',
          subscriptionTier: 'Bronze',
          subscriberTenantDomain: 'carbon.super',
        },
        {
          name: 'Pets',
          context: '/pets/1.0.0',
          version: '1.0.0',
          publisher: 'petshop-team',
          subscriptionTier: 'Gold',
          subscriberTenantDomain: 'carbon.super',
        },
        {
          name: 'Zebras',
          context: '/zebras/v2',
          version: 'v2',
          publisher: 'ada',
          subscriptionTier: 'Gold',
          subscriberTenantDomain: 'carbon.super',
        },
      ],
      tierInfo: { Bronze: tier, Gold: tier },
    });
  });

  test('are those listed in PRODUCT.md', async () => {
    const { core, application } = await zoo();
    const { claims } = decodeJwt(await jwtOf(core, await generate(core, application.id)));
    expect(Object.keys(claims)).toEqual(
      'iss sub aud client_id azp iat nbf exp jti scope aut keytype consumerKey application subscribedAPIs tierInfo'.split(
        ' ',
      ),
    );
    expect(String(claims['jti'])).toMatch(UUID);
    expect(String(claims['consumerKey'])).toMatch(/^[A-Za-z0-9_]{28}$/);
  });

  test('have several audiences as an array, in order', async () => {
    const { core, application } = await zoo();
    await core.give('settings:update', { audience: ['b', 'a'] });
    const { claims } = decodeJwt(await jwtOf(core, await generate(core, application.id)));
    expect(claims['aud']).toEqual(['b', 'a']);
  });

  test('mark a sandbox token', async () => {
    const { core, application } = await zoo();
    const token = await generate(core, application.id, { keyType: 'SANDBOX' });
    expect(decodeJwt(await jwtOf(core, token)).claims['keytype']).toBe('SANDBOX');
  });

  test('have the scope "default" if none is selected', async () => {
    const { core, application } = await zoo();
    const token = await generate(core, application.id);
    expect(token.scopes).toEqual(['default']);
    expect(decodeJwt(await jwtOf(core, token)).claims['scope']).toBe('default');
  });
});

describe('the validity', () => {
  test.each([
    ['a second', 1, 1, false],
    ['an hour', 3600, 3600, false],
    ['the longest', MAX_VALIDITY_SECONDS, MAX_VALIDITY_SECONDS, false],
    ['never, by -1', -1, MAX_VALIDITY_SECONDS, true],
    ['never, by another negative', -3600, MAX_VALIDITY_SECONDS, true],
  ])('%s', async (_what, validitySeconds, lifetime, neverExpires) => {
    const { core, application } = await zoo();
    const token = await generate(core, application.id, { validitySeconds });
    const { claims } = decodeJwt(await jwtOf(core, token));
    expect(claims).toMatchObject({ iat: IAT, nbf: IAT - 60, exp: IAT + lifetime });
    // WSO2's JavaScript readers would corrupt larger numbers.
    expect(Number(claims['exp'])).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect(token).toMatchObject({
      neverExpires,
      issuedAt: IAT * 1000,
      expiresAt: (IAT + lifetime) * 1000,
    });
  });

  test.each([
    [0, 'field/zero'],
    [1.5, 'field/not-a-whole-number'],
    [MAX_VALIDITY_SECONDS + 1, 'field/too-large'],
    [Number.NaN, 'field/not-a-whole-number'],
  ])('%s is refused at the field, and nothing is generated', async (validitySeconds, code) => {
    const { core, application } = await zoo();
    const of = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const refusal = await core.refuse('keys:generate', { ...of, validitySeconds, scopes: [] });
    expect(refusal).toMatchObject({ code, field: 'validitySeconds' });
    expect(await core.give('keys:get', of)).toMatchObject({ keys: null, token: null });
  });
});

test('times are whole seconds, rounded down', async () => {
  const { core, application } = await zoo();
  core.clock.now += 999;
  const { claims } = decodeJwt(await jwtOf(core, await generate(core, application.id)));
  expect(claims).toMatchObject({ iat: IAT, nbf: IAT - 60, exp: IAT + 3600 });
});

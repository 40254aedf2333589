import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { haproxyFiles } from '../../../../electron/features/gateways/haproxy.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { profileNames } from '../../../../shared/domain/token-form.ts';
import { startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { given } from '../../../support/given.ts';
import { checkConfiguration, type Gateway, startGateway } from '../../../support/haproxy.ts';
import { decodeJwt, encodePart } from '../../../support/jwt.ts';
import { privateKeyOf, signJwt } from '../../../support/signing.ts';
import {
  generate,
  jwtOf,
  makeApi,
  makeApplication,
  makePetshop,
  regenerate,
  subscribe,
} from '../../../support/workspace.ts';

const HOUR = 3_600_000;

const passes = { status: 200, body: 'hello', challenge: undefined };
const invalid = {
  status: 401,
  body: 'The access token is invalid.\n',
  challenge: 'Bearer realm="api", error="invalid_token"',
};
const noToken = {
  status: 401,
  body: 'An access token is required.\n',
  challenge: 'Bearer realm="api"',
};

/** HAProxy uses the machine's clock, so the core does here too. */
async function coreOfNow(): Promise<TestCore> {
  const core = await startCore();
  core.clock.now = Date.now();
  return core;
}

/** Exports the configuration as a person would, and starts HAProxy with it as it is. */
async function gatewayOf(core: TestCore): Promise<Gateway> {
  const folder = temporaryDirectory();
  core.shell.saveTo = { folder };
  await core.give('gateway:export', { file: 'haproxy' });
  return startGateway(join(folder, 'haproxy.cfg'));
}

/** A token of an application of its own, made while these settings hold. */
async function tokenWith(
  core: TestCore,
  name: string,
  settings: Parameters<typeof core.give<'settings:update'>>[1],
  validitySeconds = 3600,
): Promise<string> {
  const before = await core.give('settings:get', {});
  await core.give('settings:update', settings);
  const { id } = await makeApplication(core, name);
  const jwt = await jwtOf(core, await generate(core, id, { validitySeconds }));
  await core.give('settings:update', before);
  return jwt;
}

describe('in front of a backend', () => {
  test.each([55, 100])(
    'a token issued after the clock went back by %d s passes',
    async (seconds) => {
      const core = await coreOfNow();
      core.clock.now += seconds * 1000;
      const { token } = await makePetshop(core);
      const gateway = await gatewayOf(core);
      core.clock.now = Date.now();
      const fresh = await jwtOf(core, await regenerate(core, token));
      expect(await gateway.ask(`Bearer ${fresh}`)).toEqual(passes);
    },
  );

  test('a current token passes, and nothing else a person could have', async () => {
    const core = await coreOfNow();
    core.clock.now -= HOUR;
    const expired = await tokenWith(core, 'Expired', {}, 60);
    core.clock.now += HOUR;
    const { application, token } = await makePetshop(core);
    const current = await jwtOf(core, token);
    const never = await tokenWith(core, 'Never', {}, -1);
    const otherIssuer = await tokenWith(core, 'Issuer', { issuer: 'https://other.example' });
    const longerIssuer = await tokenWith(core, 'Longer', {
      issuer: 'https://latchkey.localhost.example',
    });
    const otherAudience = await tokenWith(core, 'Audience', { audience: ['other', 'another'] });
    const oneOfThree = await tokenWith(core, 'Three', {
      audience: ['other', 'another', 'http://org.wso2.apimgt/gateway'],
    });
    const revoked = await generate(core, application.id, { keyType: 'SANDBOX' });
    const revokedJwt = await jwtOf(core, revoked);
    const replaced = await jwtOf(core, await regenerate(core, revoked));
    const gone = await makeApplication(core, 'Gone');
    const goneJwt = await jwtOf(core, await generate(core, gone.id));
    await core.give('application:delete', { id: gone.id });
    const stranger = await startCore({ fresh: true });
    stranger.clock.now = Date.now();
    const foreign = await tokenWith(stranger, 'Foreign', {});

    const gateway = await gatewayOf(core);
    const ask = async (jwt: string) => gateway.ask(`Bearer ${jwt}`);
    expect(await ask(current)).toEqual(passes);
    expect(await ask(never)).toEqual(passes);
    expect(await ask(replaced)).toEqual(passes);
    expect(await ask(oneOfThree)).toEqual(passes);
    expect(await gateway.ask(`bearer ${current}`)).toEqual(passes);

    expect(await ask(expired)).toEqual(invalid);
    expect(await ask(otherIssuer)).toEqual(invalid);
    expect(await ask(longerIssuer)).toEqual(invalid);
    expect(await ask(otherAudience)).toEqual(invalid);
    expect(await ask(revokedJwt)).toEqual(invalid);
    expect(await ask(goneJwt)).toEqual(invalid);
    expect(await ask(foreign)).toEqual(invalid);
    expect(await ask('')).toEqual(noToken);
    expect(await ask('x')).toEqual(invalid);
    expect(await ask('a.b.c')).toEqual(invalid);
    expect(await gateway.ask()).toEqual(noToken);
    expect(await gateway.ask(`Basic ${Buffer.from('a:b').toString('base64')}`)).toEqual(noToken);
    expect(await gateway.ask(`Bearer ${current}`, 'Bearer x')).toEqual(invalid);
    expect(await gateway.ask('Bearer x', `Bearer ${current}`)).toEqual(invalid);
    expect(gateway.passed()).toBe(5);
  });

  test('tokens of every profile and algorithm pass, except PS256 and EdDSA', async () => {
    const core = await coreOfNow();
    const jwts: (readonly [name: string, jwt: string])[] = [];
    for (const profile of profileNames) {
      jwts.push([profile, await tokenWith(core, profile, { profile })]);
    }
    for (const algorithm of signingAlgorithms) {
      jwts.push([algorithm, await tokenWith(core, algorithm, { algorithm })]);
    }
    const gateway = await gatewayOf(core);
    for (const [name, jwt] of jwts) {
      const answer = await gateway.ask(`Bearer ${jwt}`);
      const isRefused = name === 'PS256' || name === 'EdDSA';
      expect([name, answer]).toEqual([name, isRefused ? invalid : passes]);
    }
  });

  test('a token with any byte changed is refused', async () => {
    const core = await coreOfNow();
    const { token } = await makePetshop(core);
    const jwt = await jwtOf(core, token);
    const gateway = await gatewayOf(core);
    // The last character of a part may have unused bits.
    const places = Array.from({ length: 40 }, (_, index) => Math.floor((index * jwt.length) / 40));
    const through: number[] = [];
    for (const place of places.filter((at) => !/[.]/.test(jwt.slice(at, at + 2)))) {
      const changed = jwt[place] === 'A' ? 'B' : 'A';
      const damaged = `${jwt.slice(0, place)}${changed}${jwt.slice(place + 1)}`;
      const answer = await gateway.ask(`Bearer ${damaged}`);
      if (answer.status !== 401) through.push(place);
    }
    expect(through).toEqual([]);
    expect(await gateway.ask(`Bearer ${jwt}`)).toEqual(passes);
  });

  test('forged tokens are refused, even those signed by our own key', async () => {
    const core = await coreOfNow();
    const { token } = await makePetshop(core);
    const { header, claims } = decodeJwt(await jwtOf(core, token));
    const key = await privateKeyOf(core.home);
    const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
    const now = Math.floor(Date.now() / 1000);
    const gateway = await gatewayOf(core);
    const ours = (change: object, head: object = {}) =>
      signJwt(key, { ...header, ...head }, { ...claims, ...change });
    const unsigned = (alg: string) => `${encodePart({ ...header, alg })}.${encodePart(claims)}.`;
    const hmac = (secret: string, alg = 'HS256') => {
      const signed = `${encodePart({ ...header, alg })}.${encodePart(claims)}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const otherKey = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    const jwk = createPublicKey(otherKey).export({ format: 'jwk' });

    const table: Record<string, readonly [jwt: string, status: number]> = {
      'as we make it': [ours({}), 200],
      'audience as an array': [ours({ aud: ['x', 'http://org.wso2.apimgt/gateway'] }), 200],
      'media type in full (RFC 9068)': [ours({}, { typ: 'application/at+jwt' }), 200],
      'clock of the issuer a little ahead': [ours({ nbf: now + 30 }), 200],

      // HAProxy also reads numbers from text; only our own key could sign such a token.
      'exp as text': [ours({ exp: String(now + 60) }), 200],

      'alg none': [unsigned('none'), 401],
      'alg None': [unsigned('None'), 401],
      'alg RS256 and no signature': [unsigned('RS256'), 401],
      'HS256 with the public key for a secret': [hmac(publicPem), 401],
      'HS256 with its text trimmed': [hmac(publicPem.trim()), 401],
      'HS256 that says RS256': [hmac(publicPem, 'RS256'), 401],
      'another key, our kid': [signJwt(otherKey, header, claims), 401],
      'another key, in the header': [signJwt(otherKey, { ...header, jwk }, claims), 401],
      'another kid': [ours({}, { kid: 'x' }), 401],
      'no kid': [ours({}, { kid: undefined }), 401],
      'RS512, truly signed': [signJwt(key, { ...header, alg: 'RS512' }, claims, 'sha512'), 401],
      'RS512 that is RS256': [ours({}, { alg: 'RS512' }), 401],
      'typ JWT': [ours({}, { typ: 'JWT' }), 401],
      'no typ': [ours({}, { typ: undefined }), 401],
      'no exp': [ours({ exp: undefined }), 401],
      'exp this second': [ours({ exp: now }), 401],
      'exp negative': [ours({ exp: -1 }), 401],
      'exp beyond all numbers': [ours({ exp: -1e30 }), 401],
      'exp no number': [ours({ exp: 'soon' }), 401],
      'no nbf': [ours({ nbf: undefined }), 401],
      'nbf to come': [ours({ nbf: now + 3600 }), 401],
      'no iss': [ours({ iss: undefined }), 401],
      'iss in another case': [ours({ iss: 'https://LATCHKEY.localhost' }), 401],
      'iss as an array': [ours({ iss: ['https://latchkey.localhost'] }), 401],
      'no aud': [ours({ aud: undefined }), 401],
      'aud empty': [ours({ aud: [] }), 401],
      'aud with more': [ours({ aud: 'http://org.wso2.apimgt/gateway/x' }), 401],
      'no jti': [ours({ jti: undefined }), 401],
    };
    const answers = await Promise.all(
      Object.entries(table).map(async ([name, [jwt]]) => {
        const { status } = await gateway.ask(`Bearer ${jwt}`);
        return [name, status] as const;
      }),
    );
    const expected = Object.entries(table).map(([name, [, status]]) => [name, status] as const);
    expect(answers).toEqual(expected);
  });

  test('a token of many APIs passes, up to the server’s header limit', async () => {
    const core = await coreOfNow();
    const application = await makeApplication(core, 'Large');
    for (let index = 0; index < 45; index += 1) {
      const api = await makeApi(core, `API number ${index}`, { context: `/api/${index}` });
      await subscribe(core, application.id, api.id);
    }
    const token = await generate(core, application.id);
    expect(token.size).toBeGreaterThan(9000);
    const gateway = await gatewayOf(core);
    expect(await gateway.ask(`Bearer ${await jwtOf(core, token)}`)).toEqual(passes);
  });

  test('after a key rotation, tokens of both keys pass', async () => {
    const one = await coreOfNow();
    const other = await startCore({ fresh: true });
    other.clock.now = Date.now();
    const jwts: string[] = [];
    for (const core of [one, other]) {
      const { id } = await makeApplication(core, 'App');
      jwts.push(await jwtOf(core, await generate(core, id)));
    }
    const published = await Promise.all(
      [one, other].map(async ({ home }) => {
        const db = await openBeside(home);
        const writable = db as unknown as WritableDb;
        const keysOfOne = await createSigner(
          writable,
          createCipher(await dataKeyOf(home)),
          Date.now,
        ).publishedKeys();
        db.close();
        return given(keysOfOne);
      }),
    );
    const keys = published.flat();
    const { issuer, audience } = await one.give('settings:get', {});
    const folder = temporaryDirectory();
    const write = (published: typeof keys) => {
      const none = { revoked: [], profiles: [], cutOffs: [] };
      const files = haproxyFiles({ issuer, audience, keys: published, ...none });
      mkdirSync(join(folder, 'latchkey'), { recursive: true });
      for (const [path, text] of files.companions) writeFileSync(join(folder, path), text);
      writeFileSync(join(folder, 'haproxy.cfg'), files.config);
    };
    const statuses = async () => {
      const gateway = await startGateway(join(folder, 'haproxy.cfg'));
      const answers = await Promise.all(jwts.map((jwt) => gateway.ask(`Bearer ${jwt}`)));
      return answers.map(({ status }) => status);
    };
    write(keys);
    expect(await statuses()).toEqual([200, 200]);
    write(keys.slice(1));
    expect(await statuses()).toEqual([401, 200]);
  });
});

describe('with any issuer and audience', () => {
  const nasty = [
    `urn:it's-"odd"$HOME\${HOME}#\u00e9\\x%[date]`,
    `-i`,
    `--`,
    `-f/etc/passwd`,
    `{$x}`,
    'ключ🔑',
    `a'b"c\\`,
    '#comment',
    '\\x0ahttp-request',
    '\\',
    '*',
    '%00',
  ];

  test.each(nasty)('%s is one exact word', async (text) => {
    const core = await coreOfNow();
    await core.give('settings:update', { issuer: text, audience: ['plain', text] });
    const { token } = await makePetshop(core);
    const both = await jwtOf(core, token);
    const audienceOnly = await tokenWith(core, 'A', { audience: [text] });
    const otherIssuer = await tokenWith(core, 'B', { issuer: `${text}x` });
    const otherAudience = await tokenWith(core, 'C', { audience: [`${text}x`] });
    const gateway = await gatewayOf(core);
    const statuses = [];
    for (const jwt of [both, audienceOnly, otherIssuer, otherAudience]) {
      statuses.push((await gateway.ask(`Bearer ${jwt}`)).status);
    }
    expect(statuses).toEqual([200, 200, 401, 401]);
  });

  test('in the numbers and lengths that Settings allow', async () => {
    const core = await coreOfNow();
    const audience = Array.from({ length: 16 }, (_, index) => `${'x'.repeat(60)}${index}`);
    await core.give('settings:update', { issuer: 'y'.repeat(2048), audience });
    const { token } = await makePetshop(core);
    const last = await tokenWith(core, 'Last', {
      audience: [...audience.slice(0, 15).map((text) => `no${text}`), audience[15] ?? ''],
    });
    const gateway = await gatewayOf(core);
    expect(await gateway.ask(`Bearer ${await jwtOf(core, token)}`)).toEqual(passes);
    expect(await gateway.ask(`Bearer ${last}`)).toEqual(passes);
  });
});

describe('the files', () => {
  test('are in one folder, readable by HAProxy’s user, and valid wherever they are put', {
    tags: 'secrets/modes',
  }, async () => {
    const core = await coreOfNow();
    const { token } = await makePetshop(core);
    await core.give('token:revoke', { ids: [token.id] });
    const folder = join(temporaryDirectory(), 'with space', 'gateway');
    mkdirSync(folder, { recursive: true });
    core.shell.saveTo = { path: join(folder, 'my gateway.cfg') };
    expect(await core.give('gateway:export', { file: 'haproxy' })).toEqual({
      path: join(folder, 'my gateway.cfg'),
      count: 4,
    });
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const kid = token.kid;
    expect(names.toSorted((one, other) => one.localeCompare(other))).toEqual(
      [
        'latchkey',
        `latchkey/key-${kid}.pem`,
        'latchkey/not-before.map',
        'latchkey/revocations.txt',
        'my gateway.cfg',
      ].toSorted((one, other) => one.localeCompare(other)),
    );
    const modes = names.map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8));
    expect(new Set(modes)).toEqual(new Set(['755', '644']));
    expect(readFileSync(join(folder, 'latchkey', 'revocations.txt'), 'utf8')).toBe(`${token.id}\n`);
    expect(() => checkConfiguration(join(folder, 'my gateway.cfg'))).not.toThrow();
  });

  test('without revocations the list is empty, and HAProxy accepts it', async () => {
    const core = await coreOfNow();
    const { token } = await makePetshop(core);
    const gateway = await gatewayOf(core);
    expect(await gateway.ask(`Bearer ${await jwtOf(core, token)}`)).toEqual(passes);
  });
});

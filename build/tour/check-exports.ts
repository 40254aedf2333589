import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MAX_VALIDITY_SECONDS } from '../../shared/domain/validity.ts';
import {
  isSignedBy,
  keyOfCertificate,
  keyOfJwks,
  type ReadToken,
  readExport,
  readToken,
} from './exported.ts';
import { application, type Seen, VALIDITY } from './job.ts';
import type { Steps } from './steps.ts';

interface ExportedJson {
  readonly tokens: readonly Readonly<Record<string, unknown>>[];
}

/** Compares the exported files with each other and with what the screens showed. */
export async function checkExports(folder: string, seen: Seen, { check }: Steps): Promise<void> {
  const read = (name: string): string => readExport(folder, name);

  for (const [file, validity] of [
    ['token.jwt', MAX_VALIDITY_SECONDS],
    ['token-7200.jwt', VALIDITY],
  ] as const) {
    await check(`${file}: signed by the key in jwks.json and certificate.pem`, () => {
      const token = readToken(read(file));
      const { alg, typ, kid } = token.header;
      same('alg', alg, 'RS256');
      same('typ', typ, 'at+jwt');
      if (!isSignedBy(token, keyOfJwks(read('jwks.json'), kid)))
        throw new Error('not signed by a key in the JWKS');
      if (!isSignedBy(token, keyOfCertificate(read('certificate.pem')))) {
        throw new Error('not signed by the certificate');
      }
    });
    await check(`${file}: each claim of the Standard profile, valid for ${validity} s`, () => {
      checkClaims(readToken(read(file)), validity, seen);
    });
  }
  await check('token-7200.jwt is the token that was revealed and copied', () => {
    same('the token', read('token-7200.jwt'), seen.firstToken);
  });

  const current = (): string => read('token.jwt').trim();
  await check('tokens.json, tokens.env and tokens.csv hold the current token', () => {
    const { tokens } = JSON.parse(read('tokens.json')) as ExportedJson;
    const [token] = tokens;
    same('the number of tokens', tokens.length, 1);
    same('accessToken', token?.['accessToken'], current());
    same('state', token?.['state'], 'active');
    same('neverExpires', token?.['neverExpires'], true);
    const [, value] = /^\w+_PRODUCTION_ACCESS_TOKEN=(.*)$/m.exec(read('tokens.env')) ?? [];
    same('tokens.env', value, current());
    const [head, row, ...more] = read('tokens.csv').trim().split('\r\n');
    same('the rows of tokens.csv', more.length, 0);
    same('tokens.csv', row?.split(',')[head?.split(',').indexOf('accessToken') ?? -1], current());
  });
  await check('tokens.json.jwe is unreadable and contains the current token', () => {
    const secret = Buffer.from(current());
    for (const form of ['latin1', 'hex', 'base64', 'base64url'] as const) {
      const text = secret.toString(form);
      if (read('tokens.json.jwe').includes(text)) throw new Error(`it contains it as ${form}`);
    }
    const { tokens } = JSON.parse(read('tokens-decrypted.json')) as ExportedJson;
    same('accessToken', tokens[0]?.['accessToken'], current());
  });
  await check('revocations.txt lists the 7200 s token but not the current one', () => {
    const { jti } = readToken(seen.firstToken).claims;
    same('revocations.txt', read('revocations.txt'), `${String(jti)}\n`);
    same('latchkey/revocations.txt', read('latchkey/revocations.txt'), `${String(jti)}\n`);
  });
  await check('haproxy.cfg requires this issuer and key, and HAProxy accepts it', () => {
    const { header, claims } = readToken(current());
    const text = read('haproxy.cfg');
    for (const part of [String(header['kid']), String(claims['iss'])]) {
      if (!text.includes(part)) throw new Error(`it doesn't contain ${part}`);
    }
    const { error, status, stderr } = spawnSync(
      'haproxy',
      ['-c', '-q', '-f', join(folder, 'haproxy.cfg')],
      { encoding: 'utf8', env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` } },
    );
    // Without HAProxy the configuration can't be checked.
    if (error === undefined && status !== 0) throw new Error(stderr);
  });
}

/** Checks every claim that PRODUCT.md lists, including its value where the tour knows it. */
function checkClaims({ claims }: ReadToken, validity: number, seen: Seen): void {
  const number = (name: string): number => Number(claims[name]);
  same('exp - iat', number('exp') - number('iat'), validity);
  // `nbf` is earlier, so that verifiers with slow clocks accept a fresh token.
  same('nbf', claims['nbf'], Number(claims['iat']) - 60);
  const age = Date.now() / 1000 - number('iat');
  if (!(age >= -1 && age < 3600)) throw new Error(`iat is ${age} s ago`);
  for (const name of ['sub', 'client_id', 'azp', 'consumerKey']) {
    same(name, claims[name], seen.consumerKey);
  }
  same('iss', claims['iss'], 'https://latchkey.localhost');
  same('aud', claims['aud'], 'http://org.wso2.apimgt/gateway');
  same('aut', claims['aut'], 'APPLICATION');
  same('keytype', claims['keytype'], 'PRODUCTION');
  matches('jti', claims['jti'], /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  matches('scope', claims['scope'], /^\S+( \S+)*$/);
  const { id, name: applicationName } = claims['application'] as Readonly<Record<string, unknown>>;
  same('application.name', applicationName, application);
  same('the type of application.id', typeof id, 'number');

  const subscribed = claims['subscribedAPIs'] as readonly Readonly<Record<string, string>>[];
  same('the number of subscribedAPIs', subscribed.length, seen.subscriptionCount);
  for (const row of seen.subscriptions) {
    const isThere = subscribed.some(({ name = '', version = '', subscriptionTier: plan = '' }) =>
      [name, version, plan].every((part) => row.includes(part)),
    );
    if (!isThere) throw new Error(`subscribedAPIs is missing a subscription: ${row}`);
  }
  const plans = new Set(subscribed.map(({ subscriptionTier = '' }) => subscriptionTier));
  const tiers = Object.keys(claims['tierInfo'] as object);
  same('tierInfo', tiers.toSorted().join(', '), [...plans].toSorted().join(', '));
}

function same(what: string, is: unknown, wanted: unknown): void {
  if (is !== wanted) throw new Error(`${what} is ${String(is)}, expected ${String(wanted)}`);
}

function matches(what: string, is: unknown, wanted: RegExp): void {
  if (typeof is !== 'string' || !wanted.test(is)) throw new Error(`${what} is ${String(is)}`);
}

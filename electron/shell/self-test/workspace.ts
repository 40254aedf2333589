import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { TokenId } from '../../../shared/domain/ids.ts';
import { appErrorSchema } from '../../../shared/errors.ts';
import { type Channel, contract, type Input, type Output } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/words/words.ts';
import type { Subject } from './subject.ts';

const VALIDITY_SECONDS = 600;

/** A token as the page received it, and what the program says about it. */
export interface IssuedToken {
  readonly jwt: string;
  readonly id: TokenId;
}

/** Makes a contract call from the page, as a screen does. Throws if it fails. */
async function call<C extends Channel>(
  { page }: Subject,
  channel: C,
  input: Input<C>,
): Promise<Output<C>> {
  const answer = await page(
    `window.latchkey.call(${JSON.stringify(channel)}, ${JSON.stringify(input)})`,
  );
  const result = z
    .discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: contract[channel].output }),
      z.object({ ok: z.literal(false), error: appErrorSchema }),
    ])
    .parse(answer);
  if (!result.ok) {
    throw new Error(t('selfTest.callFailed', { channel, code: result.error.code }));
  }
  return result.value as Output<C>;
}

export async function openWorkspace(subject: Subject): Promise<string> {
  const { home } = await call(subject, 'program:info', {});
  if (home !== subject.home) throw new Error(t('selfTest.otherHome', { home }));
  const passphrase = randomBytes(24).toString('base64url');
  await call(subject, 'workspace:create', {
    owner: 'Self-test',
    passphrase,
    insist: false,
    keyring: false,
  });
  const { phase, problem } = await call(subject, 'workspace:state', {});
  if (phase !== 'open') {
    throw new Error(t('selfTest.notOpen', { phase, code: problem?.code ?? '–' }));
  }
  return t('selfTest.workspaceOpen');
}

/** The program's main task, through page, preload, main process and core. */
export async function issueToken(subject: Subject): Promise<IssuedToken> {
  const [plan] = await call(subject, 'business-plan:list', {});
  if (plan === undefined) throw new Error(t('selfTest.noPlan'));
  const api = await call(subject, 'api:create', {
    name: 'Self-test',
    version: '1.0.0',
    context: '/self-test',
    provider: '',
    description: '',
    scopes: [],
    businessPlanIds: [plan.id],
  });
  const application = await call(subject, 'application:create', {
    name: 'Self-test',
    description: '',
    perTokenQuota: 'Unlimited',
  });
  await call(subject, 'subscription:create', {
    applicationId: application.id,
    choices: [{ apiId: api.id, businessPlanId: plan.id }],
  });
  const token = await call(subject, 'keys:generate', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
    validitySeconds: VALIDITY_SECONDS,
    scopes: [],
  });
  const { value } = await call(subject, 'secret:reveal', { kind: 'access-token', id: token.id });
  return { jwt: value, id: token.id };
}

const headerSchema = z.object({ alg: z.literal('RS256'), kid: z.string() });
const claimsSchema = z.object({ jti: z.string(), iat: z.number(), exp: z.number() });
const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

/**
 * Verifies the token against the key set for gateways, with Node's own cryptography: the program
 * signs with a different library.
 */
export async function verifyToken(subject: Subject, token: IssuedToken): Promise<string> {
  const { jwks } = await call(subject, 'gateway:get', {});
  const parts = token.jwt.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) throw new Error(t('selfTest.notJwt'));
  const { kid } = headerSchema.parse(decode(header));
  const jwk = jwksSchema.parse(JSON.parse(jwks)).keys.find((key) => key.kid === kid);
  if (jwk === undefined) throw new Error(t('selfTest.keyMissing'));
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const isSignedBy = (signed: string): boolean =>
    verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'));
  if (!isSignedBy(`${header}.${payload}`)) throw new Error(t('selfTest.wrongSignature'));
  if (isSignedBy(`${header}.${payload}A`)) throw new Error(t('selfTest.changedAccepted'));
  const { jti, iat, exp } = claimsSchema.parse(decode(payload));
  if (jti !== token.id) throw new Error(t('selfTest.otherJti'));
  if (exp - iat !== VALIDITY_SECONDS) {
    throw new Error(t('selfTest.otherValidity', { seconds: exp - iat }));
  }
  return t('selfTest.tokenSigned');
}

export async function exportToken(subject: Subject, token: IssuedToken): Promise<string> {
  const saved = await call(subject, 'token:export', {
    selection: { of: 'tokens', ids: [token.id] },
    format: 'json',
    encryption: null,
  });
  if (saved === null) throw new Error(t('selfTest.notSaved'));
  const { path } = saved;
  if (!(await readFile(path, 'utf8')).includes(token.jwt))
    throw new Error(t('selfTest.tokenMissing'));
  const { mode } = await stat(path);
  // Windows has no such bits: there, the file inherits its folder's permissions.
  if (subject.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(t('selfTest.readable', { mode: (mode & 0o777).toString(8) }));
  }
  return t('selfTest.exported');
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

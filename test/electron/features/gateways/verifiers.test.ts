import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Algorithm, verify as verifyRust } from '@node-rs/jsonwebtoken';
import { JwtRsaVerifier } from 'aws-jwt-verify';
import { createVerifier } from 'fast-jwt';
import { verify as verifyHono } from 'hono/jwt';
import { createLocalJWKSet, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type SigningAlgorithm, signingAlgorithms } from '../../../../shared/domain/signing-key.ts';
import { type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { AUDIENCE, type Case, makeCorpus } from '../../../support/engines/corpus.ts';

const indexSchema = z.object({
  issuer: z.string(),
  audience: z.array(z.string()),
  keys: z.array(
    z.object({ kid: z.string(), alg: z.enum(signingAlgorithms), publicKey: z.string() }),
  ),
});

interface Key {
  readonly alg: SigningAlgorithm;
  readonly pem: string;
}

interface Exported {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly jwks: { keys: { kid: string; kty: string }[] };
  readonly byKid: ReadonlyMap<string, Key>;
}

/** It comes without types. */
const { Strategy } = createRequire(import.meta.url)('passport-jwt') as {
  readonly Strategy: new (
    options: object,
    verify: (claims: unknown, done: (error: unknown, user: boolean) => void) => void,
  ) => { authenticate(request: { readonly headers: object }): void };
};

/** What the file "issuer" brings: all that a program needs to verify tokens by itself. */
async function exported(core: TestCore): Promise<Exported> {
  core.shell.saveTo = { folder: temporaryDirectory() };
  const saved = await core.give('gateway:export', { file: 'issuer' });
  if (saved === null) throw new Error('The dialog was closed');
  const read = (path: string): string => readFileSync(join(dirname(saved.path), path), 'utf8');
  const { issuer, audience, keys } = indexSchema.parse(JSON.parse(read('issuer.json')));
  const byKid = new Map(
    keys.map(({ kid, alg, publicKey }) => [kid, { alg, pem: read(publicKey) }]),
  );
  return { issuer, audience, byKid, jwks: JSON.parse(read('jwks.json')) as Exported['jwks'] };
}

interface Verifier {
  /** Resolves for an accepted token, and throws for every other. */
  readonly verify: (jwt: string, exported: Exported) => unknown;
  readonly algorithms: readonly SigningAlgorithm[];
  /** It takes no other `typ`. */
  readonly onlyTyp?: 'JWT';
  readonly needsEnd?: true;
}

function keyOf(jwt: string, { byKid }: Exported): Key {
  const header: unknown = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString());
  const key = byKid.get(z.object({ kid: z.string() }).parse(header).kid);
  if (key === undefined) throw new Error('unknown kid');
  return key;
}

const RSA = ['RS256', 'RS384', 'RS512'] as const;
const NO_EDDSA = [...RSA, 'PS256', 'ES256', 'ES384'] as const;
const one = (audience: readonly string[]): [string, ...string[]] => [
  audience[0] ?? '',
  ...audience.slice(1),
];

const verifiers: Readonly<Record<string, Verifier>> = {
  jose: {
    algorithms: signingAlgorithms,
    verify: (jwt, { jwks, issuer, audience }) =>
      jwtVerify(jwt, createLocalJWKSet(jwks), { issuer, audience: [...audience] }),
  },
  jsonwebtoken: {
    algorithms: NO_EDDSA,
    verify: (jwt, from) => {
      const { alg, pem } = keyOf(jwt, from);
      const algorithms = [alg as jsonwebtoken.Algorithm];
      const { issuer, audience } = from;
      return jsonwebtoken.verify(jwt, pem, { algorithms, issuer, audience: one(audience) });
    },
  },
  'passport-jwt': {
    algorithms: NO_EDDSA,
    verify: async (jwt, from) => {
      const { alg, pem } = keyOf(jwt, from);
      const { issuer, audience } = from;
      await new Promise((resolve, reject) => {
        const strategy = new Strategy(
          {
            jwtFromRequest: () => jwt,
            secretOrKey: pem,
            algorithms: [alg as jsonwebtoken.Algorithm],
            issuer,
            audience: [...audience],
          },
          (_claims, done) => done(null, true),
        );
        Object.assign(strategy, { success: resolve, fail: reject, error: reject });
        strategy.authenticate({ headers: {} });
      });
    },
  },
  'fast-jwt': {
    algorithms: signingAlgorithms,
    verify: (jwt, from) => {
      const { alg, pem } = keyOf(jwt, from);
      const { issuer, audience } = from;
      const options = {
        key: pem,
        algorithms: [alg],
        allowedIss: issuer,
        allowedAud: [...audience],
      };
      return createVerifier(options)(jwt) as unknown;
    },
  },
  '@node-rs/jsonwebtoken': {
    algorithms: signingAlgorithms,
    needsEnd: true,
    verify: (jwt, from) => {
      const { alg, pem } = keyOf(jwt, from);
      const { issuer, audience } = from;
      return verifyRust(jwt, pem, {
        algorithms: [alg as Algorithm],
        iss: [issuer],
        aud: [...audience],
        validateNbf: true,
        leeway: 0,
      });
    },
  },
  hono: {
    algorithms: signingAlgorithms,
    onlyTyp: 'JWT',
    verify: async (jwt, from) => {
      const { alg, pem } = keyOf(jwt, from);
      const jwk = createPublicKey(pem).export({ format: 'jwk' });
      const { issuer, audience } = from;
      return verifyHono(jwt, jwk, {
        alg: alg as never,
        iss: issuer,
        aud: [...audience] as never,
      });
    },
  },
  'aws-jwt-verify': {
    algorithms: [...RSA, 'ES256', 'ES384', 'EdDSA'],
    verify: (jwt, { jwks, issuer, audience }) => {
      const jwksUri = `${issuer}/jwks.json`;
      const verifier = JwtRsaVerifier.create({ issuer, audience: [...audience], jwksUri });
      verifier.cacheJwks(jwks);
      return verifier.verify(jwt);
    },
  },
};

/** None of them is given a list of revoked tokens here, or asked for `typ`. */
function isAccepted(
  { algorithms, onlyTyp, needsEnd }: Verifier,
  { planned, defect }: Case,
): boolean {
  if (!algorithms.includes(planned.algorithm)) return false;
  const isAtJwt = planned.profile !== 'jwt' && planned.profile !== 'wso2-3';
  if (onlyTyp === 'JWT' && (isAtJwt || defect === 'type')) return false;
  if (defect === 'no-end') return needsEnd !== true;
  return defect === null || ['type', 'revoked', 'cut-off'].includes(defect);
}

test('libraries accept good tokens of their algorithms and no bad one, with the exported keys alone', async () => {
  const { core, cases } = await makeCorpus();
  const from = await exported(core);
  expect(from.audience).toContain(AUDIENCE);
  const wrong: string[] = [];
  for (const [name, verifier] of Object.entries(verifiers)) {
    for (const each of cases) {
      const accepted = await Promise.resolve()
        .then(() => verifier.verify(each.jwt, from))
        .then(
          () => true,
          () => false,
        );
      if (accepted !== isAccepted(verifier, each)) wrong.push(`${name}, ${each.name}: ${accepted}`);
    }
  }
  expect(wrong).toEqual([]);
});

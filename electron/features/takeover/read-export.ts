import { z } from 'zod';
import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { Incoming, IncomingApplication, IncomingKeys, IncomingToken } from './incoming.ts';

/** As `ExportedToken` writes it. */
const tokenSchema = z.object({
  application: z.string().max(1000),
  applicationId: z.string().max(100),
  keyType: z.enum(keyTypes),
  state: z.enum(tokenStates),
  consumerKey: z.string().max(1000),
  accessToken: z.string(),
  scopes: z.array(z.string().max(1000)).max(10_000),
  issuer: z.string().max(4096),
  kid: z.string().max(1000),
  algorithm: z.string().max(20),
  jti: z.string().max(1000),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullish(),
});
type ExportedFacts = z.infer<typeof tokenSchema>;

const fileSchema = z.object({ tokens: z.array(z.unknown()) });

/**
 * Reads a token export in JSON.
 *
 * @returns what it says; `takeover/not-recognized` if it is anything else.
 */
export function readExport(text: string): Result<Incoming, AppError> {
  const file = fileSchema.safeParse(parsed(text));
  if (!file.success) return err(appError('takeover/not-recognized'));
  const groups = new Map<string, ExportedFacts[]>();
  let unreadable = 0;
  for (const item of file.data.tokens) {
    const token = tokenSchema.safeParse(item);
    if (!token.success) unreadable += 1;
    else {
      const { applicationId, application } = token.data;
      const key = JSON.stringify([applicationId, application]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [token.data]);
      else group.push(token.data);
    }
  }
  if (groups.size === 0) return err(appError('takeover/not-recognized'));
  return ok({
    applications: [...groups.values()].map(applicationOf),
    leftOut: Array.from({ length: unreadable }, () => ({ reason: 'not-a-jwt', what: '' })),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function applicationOf(tokens: readonly ExportedFacts[]): IncomingApplication {
  const [first] = tokens;
  const keys = Map.groupBy(tokens, ({ keyType, consumerKey }) => `${keyType} ${consumerKey}`);
  return {
    id: first?.applicationId ?? null,
    name: first?.application ?? '',
    about: null,
    keys: [...keys.values()].flatMap(keysOf),
    subscriptions: [],
  };
}

function keysOf(tokens: readonly ExportedFacts[]): IncomingKeys[] {
  const [first] = tokens;
  if (first === undefined) return [];
  const { keyType, consumerKey } = first;
  // Exports list the newest first; the ledger counts upwards.
  const inOrder = tokens.toSorted((a, b) => Date.parse(a.issuedAt) - Date.parse(b.issuedAt));
  return [{ keyType, consumerKey, secret: null, handOver: null, tokens: inOrder.map(tokenOf) }];
}

function tokenOf(token: ExportedFacts): IncomingToken {
  const { accessToken, state, jti, issuer, kid, algorithm, scopes, revokedAt } = token;
  return {
    jwt: accessToken === '' ? null : new Secret(accessToken),
    isRevoked: state === 'revoked',
    revokedAt: revokedAt == null ? null : Date.parse(revokedAt),
    facts: {
      id: jti,
      issuer,
      kid,
      algorithm,
      scopes,
      issuedAt: Date.parse(token.issuedAt),
      expiresAt: Date.parse(token.expiresAt),
    },
  };
}

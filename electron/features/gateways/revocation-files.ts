import type { Revocation } from './revocations.ts';

/** A list of revoked tokens: its number and date tell two of them apart. */
export interface RevocationList {
  readonly issuer: string;
  /** 1 for the first of its kind. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly revoked: readonly Revocation[];
}

const head = ({ number, at, revoked }: RevocationList): string =>
  `# Latchkey revocation list ${number} of ${new Date(at).toISOString()}: ${revoked.length} tokens`;

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

/** For programs: each token with when it was revoked and until when it matters. */
export function revocationsJson({ issuer, number, at, revoked }: RevocationList): string {
  const list = {
    issuer,
    number,
    createdAt: new Date(at).toISOString(),
    revoked: revoked.map(({ id, refusedAt, expiresAt }) => ({
      jti: id,
      revokedAt: new Date(refusedAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
    })),
  };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** HAProxy: `http-request deny if { var(txn.jti),map(revocations.map) -m found }`. */
export function revocationsMap(list: RevocationList): string {
  return lines([head(list), ...list.revoked.map(({ id }) => `${id} revoked`)]);
}

/** NGINX: `include` it in `http`; $latchkey_revoked is 1 for a token to refuse. */
export function revocationsNginx(list: RevocationList): string {
  return lines([
    head(list),
    '# NGINX Plus sets $jwt_claim_jti; elsewhere set it by js_set from the claim jti.',
    'map $jwt_claim_jti $latchkey_revoked {',
    '  default 0;',
    ...list.revoked.map(({ id }) => `  "${id}" 1;`),
    '}',
  ]);
}

/** A directive of mod_authz_core. */
const REFUSE = ['Require', 'not', 'claim'].join(' ');

/** Apache with mod_auth_openidc: `Include` it inside `<RequireAll>`. */
export function revocationsApache(list: RevocationList): string {
  return lines([
    head(list),
    '# Include this file inside <RequireAll>, beside "Require valid-user".',
    ...list.revoked.map(({ id }) => `${REFUSE} jti:${id}`),
  ]);
}

/** What is signed: a reader compares `number` with the last one that it took. */
export function revocationsClaims({ issuer, number, at, revoked }: RevocationList) {
  return {
    iss: issuer,
    iat: Math.floor(at / 1000),
    number,
    revoked: revoked.map(({ id, expiresAt }) => ({ jti: id, exp: Math.floor(expiresAt / 1000) })),
  };
}

import type { Revocation } from './revocations.ts';

/** A list of revoked tokens, identified by its number and date. */
export interface RevocationList {
  readonly issuer: string;
  /** 1 for the first list of its kind. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly revoked: readonly Revocation[];
}

const head = ({ number, at, revoked }: RevocationList): string =>
  `# Latchkey revocation list ${number}, created ${new Date(at).toISOString()}, tokens: ${revoked.length}`;

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

/** For programs: each token, when it was revoked, and until when the list must contain it. */
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
    '# NGINX Plus sets $jwt_claim_jti. In open-source NGINX, set it from the jti claim with js_set.',
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
    '# Include this file inside <RequireAll>, next to "Require valid-user".',
    ...list.revoked.map(({ id }) => `${REFUSE} jti:${id}`),
  ]);
}

/** The claims to sign; a reader compares `number` with that of the last list it accepted. */
export function revocationsClaims({ issuer, number, at, revoked }: RevocationList) {
  return {
    iss: issuer,
    iat: Math.floor(at / 1000),
    number,
    revoked: revoked.map(({ id, expiresAt }) => ({ jti: id, exp: Math.floor(expiresAt / 1000) })),
  };
}

import type { CutOff } from './engines/input.ts';
import type { Revocation } from './revocations.ts';

/** A list of revoked tokens, identified by its number and date. */
export interface RevocationList {
  readonly issuer: string;
  /** 1 for the first list of its kind. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How many there are. */
  readonly count: number;
  /** May be read only once. */
  readonly revoked: Iterable<Revocation>;
  readonly cutOffs: readonly CutOff[];
}

const head = ({ number, at, count }: RevocationList): string =>
  `# Latchkey revocation list ${number}, created ${new Date(at).toISOString()}, tokens: ${count}`;

/** A file's text in parts, each of whole lines. */
export type TextParts = Iterable<string>;

export const wholeText = (parts: TextParts): string => [...parts].join('');

/** One `jti` per line and nothing else, as HAProxy's pattern files and most denylists expect. */
export function* revocationLines({
  revoked,
}: Readonly<{ revoked: Iterable<Pick<Revocation, 'id'>> }>): TextParts {
  for (const { id } of revoked) yield `${id}\n`;
}

/** For programs: each token, when it was revoked, and until when the list must contain it. */
export function* revocationsJson({
  issuer,
  number,
  at,
  revoked,
  cutOffs,
}: RevocationList): TextParts {
  const notBefore = cutOffs.map(({ consumerKey, notBefore: from }) => ({
    client_id: consumerKey,
    at: new Date(from * 1000).toISOString(),
  }));
  const createdAt = new Date(at).toISOString();
  const about = JSON.stringify({ issuer, number, createdAt, notBefore }, null, 2);
  yield `${about.slice(0, -2)},\n  "revoked": [`;
  let before = '\n';
  for (const { id, refusedAt, expiresAt } of revoked) {
    const one = {
      jti: id,
      revokedAt: new Date(refusedAt).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
    };
    yield `${before}${JSON.stringify(one, null, 2).replaceAll(/^/gm, '    ')}`;
    before = ',\n';
  }
  yield before === '\n' ? ']\n}\n' : '\n  ]\n}\n';
}

/** HAProxy: `http-request deny if { var(txn.jti),map(revocations.map) -m found }`. */
export function* revocationsMap(list: RevocationList): TextParts {
  yield `${head(list)}\n`;
  for (const { id } of list.revoked) yield `${id} revoked\n`;
}

/** NGINX: `include` it in `http`; $latchkey_revoked is 1 for a token to refuse. */
export function* revocationsNginx(list: RevocationList): TextParts {
  yield `${head(list)}
# NGINX Plus sets $jwt_claim_jti. In open-source NGINX, set it from the jti claim with js_set.
map $jwt_claim_jti $latchkey_revoked {
  default 0;
`;
  for (const { id } of list.revoked) yield `  "${id}" 1;\n`;
  yield '}\n';
}

/** A directive of mod_authz_core. */
const REFUSE = ['Require', 'not', 'claim'].join(' ');

/** Apache with mod_auth_openidc: `Include` it inside `<RequireAll>`. */
export function* revocationsApache(list: RevocationList): TextParts {
  yield `${head(list)}
# Include this file inside <RequireAll>, next to "Require valid-user".
`;
  for (const { id } of list.revoked) yield `${REFUSE} jti:${id}\n`;
}

/** The claims to sign; a reader compares `number` with that of the last list it accepted. */
export function revocationsClaims({ issuer, number, at, revoked, cutOffs }: RevocationList) {
  return {
    iss: issuer,
    iat: Math.floor(at / 1000),
    number,
    revoked: Array.from(revoked, ({ id, expiresAt }) => ({
      jti: id,
      exp: Math.floor(expiresAt / 1000),
    })),
    not_before: Object.fromEntries(cutOffs.map((one) => [one.consumerKey, one.notBefore])),
  };
}

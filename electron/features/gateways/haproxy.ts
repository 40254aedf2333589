import type { SigningAlgorithm, SigningKey } from '../../../shared/domain/signing-key.ts';
import type { ProfileName } from '../../../shared/domain/token-form.ts';
import { CLOCK_SKEW_SECONDS } from '../issuing/claims.ts';
import { profileMarks } from '../issuing/profiles.ts';
import { publicKeyPem } from './public-keys.ts';
import { revocationsText } from './revocations.ts';

export interface HaproxyInput {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The keys whose tokens are still accepted. */
  readonly keys: readonly SigningKey[];
  /** The profiles of accepted tokens; Standard is always among them. */
  readonly profiles?: readonly ProfileName[];
  /** The `jti` of revoked tokens. */
  readonly revoked: readonly string[];
}

export interface HaproxyFiles {
  readonly config: string;
  /** The files that the configuration reads, by the path relative to it, with `/`. */
  readonly companions: ReadonlyMap<string, string>;
}

/** The folder next to the configuration, named so that no other program's files are overwritten. */
const FOLDER = 'latchkey';
const REVOCATIONS = `${FOLDER}/revocations.txt`;

/** The most audiences that Settings allow: HAProxy 2.6 can only read arrays by index. */
const AUDIENCES = 16;

/**
 * A configuration for HAProxy 2.6 and later that only admits requests with a Latchkey token, and
 * the files that it needs. It fails closed: every check is a condition that must hold, and a
 * missing claim fails its check.
 */
export function haproxyFiles(input: HaproxyInput): HaproxyFiles {
  const companions = new Map([[REVOCATIONS, revocationsText(input.revoked)]]);
  // HAProxy 2.6 only accepts a bare public key here; later versions also accept a certificate.
  for (const key of usableKeys(input)) companions.set(keyPath(key), publicKeyPem(key));
  return { config: configText(input), companions };
}

/** HAProxy 2.6 refuses a configuration whose `jwt_verify` names one of these. */
const unverifiable: ReadonlySet<SigningAlgorithm> = new Set(['PS256', 'EdDSA']);

function usableKeys({ keys }: HaproxyInput): readonly SigningKey[] {
  return keys.filter(({ algorithm }) => !unverifiable.has(algorithm));
}

function keyPath(key: SigningKey): string {
  return `${FOLDER}/key-${key.kid}.pem`;
}

/**
 * Escapes `text` as one word of a configuration line. All but harmless characters become `\xNN`, so
 * that no setting can end its word, open a quote or name a variable.
 */
export function configWord(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9:/._~-]/.test(character)
        ? character
        : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

const TOKEN = 'var(txn.latchkey_token)';

function header(name: string): string {
  return `${TOKEN},jwt_header_query('$.${name}')`;
}

function claim(path: string): string {
  return `${TOKEN},jwt_payload_query('$.${path}')`;
}

/** Subtract the claim from the clock, never the reverse: `sub` overflows below zero. */
function number(name: string): string {
  return `${TOKEN},jwt_payload_query('$.${name}','int')`;
}

/** Key and algorithm are one choice: a token never chooses the algorithm (RFC 8725 section 3.1). */
function keyLines(key: SigningKey, index: number): readonly string[] {
  const place = index + 1;
  return [
    `acl latchkey_kid_${place} ${header('kid')} -m str -- ${configWord(key.kid)}`,
    `acl latchkey_alg_${place} ${header('alg')} -m str -- ${key.algorithm}`,
    `acl latchkey_sig_${place} ${TOKEN},jwt_verify(${key.algorithm},${keyPath(key)}) -m int 1`,
    `http-request set-var(txn.latchkey_signed) bool(true) if latchkey_kid_${place} latchkey_alg_${place} latchkey_sig_${place}`,
  ];
}

/** `aud` is a string or an array (RFC 7519 section 4.1.3); lines of the same name are "or". */
function audienceLines(audience: readonly string[]): readonly string[] {
  const words = audience.map(configWord).join(' ');
  const places = Array.from({ length: AUDIENCES }, (_, index) => `aud[${index}]`);
  return ['aud', ...places].map((path) => `acl latchkey_aud ${claim(path)} -m str -- ${words}`);
}

function lines(text: readonly string[]): string {
  return text.map((line) => `  ${line}`).join('\n');
}

const JWT_TYPES = ['JWT', 'application/jwt'].join(' ');
const NO_NBF =
  'http-request set-var(txn.latchkey_nbf) int(0) unless { var(txn.latchkey_nbf) -m found }';

function configText(input: HaproxyInput): string {
  const { issuer, audience, profiles = [] } = input;
  const keys = usableKeys(input);
  const takesJwt = profiles.some((profile) => profileMarks[profile].typ === 'JWT');
  const takesNoNbf = profiles.some((profile) => !profileMarks[profile].hasNotBefore);
  return `# Written by Latchkey, for HAProxy 2.6 (Debian 12) and later.
# Lets pass only requests that carry an application access token of this workspace.
#
# 1. Keep the folder "${FOLDER}" beside this file, wherever you put the two:
#      /etc/haproxy/haproxy.cfg
#      /etc/haproxy/${FOLDER}/key-....pem        the public keys, one for each published key
#      /etc/haproxy/${FOLDER}/revocations.txt    the ids (jti) of revoked tokens, one per line
# 2. Change the two addresses below: where HAProxy listens, and your API behind it.
#    For HTTPS add to "bind":  ssl crt /etc/haproxy/your-certificate.pem
# 3. Try it:  haproxy -c -f /etc/haproxy/haproxy.cfg   then reload:  systemctl reload haproxy
#    A key file that cannot be read is only a warning there: all its tokens are then refused.
# Tokens signed with PS256 or EdDSA are refused: HAProxy 2.6 can't verify them.
#
# You have a configuration already? Take over the lines of "frontend latchkey" between the two
# marks, and the folder; without "default-path config" write the files' full paths.
#
# A revocation cannot reach a gateway by itself. After revoking, export the revocation list again
# over ${FOLDER}/revocations.txt and reload; after a change of signing key, issuer or audience,
# export this file again.
#
# A token is accepted when all of this holds:
#   there is one Authorization header, of the scheme Bearer                    (RFC 6750)
#   kid names a key below, alg is that key's algorithm, the signature is good  (RFC 7515, 8725)
${
  takesJwt
    ? '#   typ is at+jwt, or JWT as in the profiles JWT and WSO2 3.x                  (RFC 9068)'
    : '#   typ is at+jwt                                                              (RFC 9068)'
}
#   iss is the issuer, aud has one of the audiences                            (RFC 7519)
#   exp is to come, nbf is past (${CLOCK_SKEW_SECONDS} s are forgiven for clocks that differ)
#   jti is not among the revoked
# Otherwise the answer is 401 with WWW-Authenticate: Bearer (RFC 6750 section 3).

global
  # The paths of keys and revocations are relative to this file.
  default-path config
  # Addresses; a variable of the environment with the same name goes first.
  presetenv LATCHKEY_LISTEN 127.0.0.1:8080
  presetenv LATCHKEY_BACKEND 127.0.0.1:8081

defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  timeout http-request 10s

frontend latchkey
  bind "\${LATCHKEY_LISTEN}"

  # ---- Latchkey begins ----
  http-request set-var(txn.latchkey_token) http_auth_bearer

  # No token at all: no error code (RFC 6750 section 3.1).
  acl latchkey_token ${TOKEN} -m found
  http-request return status 401 content-type text/plain string "An access token is needed.\\n" hdr WWW-Authenticate "Bearer realm=\\"api\\"" unless latchkey_token

  # Two headers could show one token here and another one behind.
  acl latchkey_once req.fhdr_cnt(authorization) eq 1

  # Signing keys
${keys.map((key, index) => lines(keyLines(key, index))).join('\n')}
  acl latchkey_signed var(txn.latchkey_signed) -m bool

  # Claims
  acl latchkey_typ ${header('typ')} -m str -i -- at+jwt application/at+jwt${takesJwt ? ` ${JWT_TYPES}` : ''}
  acl latchkey_iss ${claim('iss')} -m str -- ${configWord(issuer)}
${lines(audienceLines(audience))}
  http-request set-var(txn.latchkey_exp) ${number('exp')}
  http-request set-var(txn.latchkey_nbf) ${number('nbf')}
${takesNoNbf ? `  # Profile WSO2 3.x has no nbf.\n  ${NO_NBF}\n` : ''}  acl latchkey_exp date(),sub(txn.latchkey_exp) lt 0
  acl latchkey_nbf date(${CLOCK_SKEW_SECONDS}),sub(txn.latchkey_nbf) ge 0
  acl latchkey_jti ${claim('jti')} -m found
  acl latchkey_revoked ${claim('jti')} -m str -f ${REVOCATIONS}

  http-request return status 401 content-type text/plain string "The access token is not valid.\\n" hdr WWW-Authenticate "Bearer realm=\\"api\\", error=\\"invalid_token\\"" unless latchkey_once latchkey_signed latchkey_typ latchkey_iss latchkey_aud latchkey_exp latchkey_nbf latchkey_jti !latchkey_revoked
  # ---- Latchkey ends ----

  default_backend api

backend api
  server api1 "\${LATCHKEY_BACKEND}"
`;
}

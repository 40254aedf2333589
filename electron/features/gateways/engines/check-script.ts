import type { SigningAlgorithm } from '../../../../shared/domain/signing-key.ts';
import { CLOCK_SKEW_SECONDS } from '../../issuing/claims.ts';
import { algorithms } from '../../signing/algorithms.ts';
import { publicKeyPem } from '../public-keys.ts';
import { type EngineInput, keysOf, needsNotBefore, typesOf } from './input.ts';

const curves: Partial<Readonly<Record<SigningAlgorithm, string>>> = {
  ES256: 'P-256',
  ES384: 'P-384',
};

/** In WebCrypto's terms, in which a key signs certificates, too. */
function webCrypto(algorithm: SigningAlgorithm): object {
  const namedCurve = curves[algorithm];
  return { ...algorithms[algorithm].certificate, ...(namedCurve && { namedCurve }) };
}

const module = (value: unknown): string =>
  `// Written by Latchkey.\nexport default ${JSON.stringify(value, null, 1)};\n`;

/** The keys, and what else a token must match, as a JavaScript module. */
export function acceptedModule(input: EngineInput, taken: readonly SigningAlgorithm[]): string {
  const keys = keysOf(input, taken).map((key) => [
    key.kid,
    {
      alg: key.algorithm,
      params: webCrypto(key.algorithm),
      spki: publicKeyPem(key).replaceAll(/-----[^-]+-----|\s/g, ''),
    },
  ]);
  return module({
    issuer: input.issuer,
    audience: input.audience,
    types: typesOf(input),
    needsNotBefore: needsNotBefore(input),
    skew: CLOCK_SKEW_SECONDS,
    keys: Object.fromEntries(keys),
  });
}

/** The revoked tokens, and from when on the tokens of a consumer key count. */
export function revokedModule({ revoked, cutOffs }: EngineInput): string {
  return module({
    jti: Object.fromEntries(revoked.map((id) => [id, 1])),
    notBefore: Object.fromEntries(cutOffs.map((one) => [one.consumerKey, one.notBefore])),
  });
}

/**
 * Checks a token by WebCrypto, in the JavaScript that both njs 0.7.9 and workerd run. It fails
 * closed: whatever isn't as it should be throws, and the caller refuses.
 */
export const CHECK_SCRIPT = `function latchkeyBytes(text) {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) throw Error('not base64url');
  var raw = atob(text.replace(/-/g, '+').replace(/_/g, '/') + '==='.slice((text.length + 3) % 4));
  // Each value has only one valid encoding (RFC 4648 section 3.5).
  if (btoa(raw).replace(/=/g, '').replace(/\\+/g, '-').replace(/\\//g, '_') !== text) {
    throw Error('not canonical');
  }
  var bytes = new Uint8Array(raw.length);
  for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function latchkeyJson(text) {
  var value = JSON.parse(new TextDecoder().decode(latchkeyBytes(text)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw Error('no object');
  return value;
}

function latchkeyOwn(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
}

function latchkeyAudience(aud, accepted) {
  var list = Array.isArray(aud) ? aud : [aud];
  for (var i = 0; i < list.length; i++) {
    if (typeof list[i] === 'string' && accepted.indexOf(list[i]) >= 0) return true;
  }
  return false;
}

// Returns the claims, or throws.
async function latchkeyCheck(token, accepted, revoked) {
  var parts = token.split('.');
  if (parts.length !== 3) throw Error('not three parts');
  var header = latchkeyJson(parts[0]);
  // Key and algorithm are one choice: a token never chooses the algorithm (RFC 8725 section 3.1).
  var key = typeof header.kid === 'string' ? latchkeyOwn(accepted.keys, header.kid) : undefined;
  if (key === undefined || header.alg !== key.alg) throw Error('key');
  if (header.crit !== undefined || header.b64 !== undefined) throw Error('crit');
  if (typeof header.typ !== 'string' || accepted.types.indexOf(header.typ.toLowerCase()) < 0) {
    throw Error('typ');
  }
  var der = latchkeyBytes(key.spki.replace(/=/g, '').replace(/\\+/g, '-').replace(/\\//g, '_'));
  var publicKey = await crypto.subtle.importKey('spki', der, key.params, false, ['verify']);
  var signed = new TextEncoder().encode(parts[0] + '.' + parts[1]);
  var good = await crypto.subtle.verify(key.params, publicKey, latchkeyBytes(parts[2]), signed);
  if (!good) throw Error('signature');

  var claims = latchkeyJson(parts[1]);
  var now = Date.now() / 1000;
  if (claims.iss !== accepted.issuer) throw Error('iss');
  if (!latchkeyAudience(claims.aud, accepted.audience)) throw Error('aud');
  if (typeof claims.exp !== 'number' || claims.exp <= now) throw Error('exp');
  if (claims.nbf === undefined ? accepted.needsNotBefore : typeof claims.nbf !== 'number') {
    throw Error('nbf');
  }
  if (claims.nbf !== undefined && claims.nbf > now + accepted.skew) throw Error('nbf');
  if (typeof claims.jti !== 'string') throw Error('jti');
  if (latchkeyOwn(revoked.jti, claims.jti) !== undefined) throw Error('revoked');
  var client = claims.client_id || claims.azp || claims.consumerKey;
  var from = typeof client === 'string' ? latchkeyOwn(revoked.notBefore, client) : undefined;
  if (from !== undefined && !(claims.iat >= from)) throw Error('issued too early');
  return claims;
}
`;

import { type AppError, appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

export type ExtraClaims = Readonly<Record<string, unknown>>;

/**
 * Claims with a meaning to Latchkey or a verifier: RFC 7519 section 4.1, RFC 9068, RFC 7800,
 * RFC 8693, the token status list, and what WSO2 reads.
 */
const registered: ReadonlySet<string> = new Set(
  (
    'iss sub aud exp nbf iat jti client_id azp scope scp cnf act may_act status ' +
    // WSO2's
    'aut keytype consumerKey application subscribedAPIs tierInfo ' +
    // Assigning to this key would change an object's prototype.
    '__proto__'
  ).split(' '),
);

/**
 * Reads an application's additional claims, a JSON object. Empty text means no claims.
 *
 * @returns the claims, or `claims/not-json`, `claims/not-an-object` or `claims/registered` (with
 * the name) at `field`.
 */
export function readExtraClaims(text: string, field = 'claims'): Result<ExtraClaims, AppError> {
  if (text.trim() === '') return ok({});
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    return err(appError('claims/not-json', { field }));
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    return err(appError('claims/not-an-object', { field }));
  }
  const name = Object.keys(claims).find((key) => registered.has(key));
  if (name !== undefined) return err(appError('claims/registered', { field, detail: { name } }));
  return ok({ ...claims });
}

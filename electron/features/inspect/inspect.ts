import { decodeProtectedHeader } from 'jose';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { type Expected, judgeToken, type VerifyingKey } from './judge.ts';
import { describeKey, type FoundKey, openEncrypted, readKeys } from './read-keys.ts';

/** The token in a text: alone, after `Bearer`, in a header line or in quotes. Names in JSON have dots, too. */
export function tokenIn(text: string): string | null {
  const line = text
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^authorization\s*:\s*/i, '')
    .replace(/^bearer\s+/i, '')
    .trim();
  if (line.startsWith('{')) return null;
  // Only two or four dots are required; the judgement reports what is wrong with the parts.
  return /^[^\s.]+(?:\.[^\s.]*){2}$|^[^\s.]+(?:\.[^\s.]*){4}$/.test(line) ? line : null;
}

/** The verification keys in a text; null if there is none. */
export async function verifyingKeys(bytes: Uint8Array): Promise<readonly VerifyingKey[] | null> {
  const found = await readKeys(bytes);
  return found === null || found === 'encrypted' || found.length === 0 ? null : found;
}

const nothing = { reasons: [], header: null, claims: null, keys: [], token: null };

/**
 * Judges a token, or describes a key or certificate.
 *
 * @param ours the thumbprints of the workspace's own keys.
 * @param passphrase opens an encrypted private key.
 * @returns `inspect/nothing` if it is neither, or why the passphrase doesn't open it.
 */
export async function inspect(
  bytes: Uint8Array,
  expected: Expected,
  ours: ReadonlySet<string>,
  passphrase?: Uint8Array,
): Promise<Result<Inspection, AppError>> {
  const jwt = tokenIn(anyText(bytes));
  if (jwt !== null && jwt.split('.').length === 5) return encrypted(jwt);
  if (jwt !== null) {
    const { reasons, header, claims } = await judgeToken(jwt, expected);
    return ok({
      ...nothing,
      kind: 'token',
      valid: reasons.length === 0,
      reasons: [...reasons],
      header,
      claims,
    });
  }
  const found = await readKeys(bytes);
  if (found === null) return err(appError('inspect/nothing'));
  if (found !== 'encrypted') return described(found, ours);
  if (passphrase === undefined) return ok({ ...nothing, kind: 'encrypted-key', valid: true });
  const opened = await openEncrypted(bytes, passphrase);
  return opened.ok ? described(opened.value, ours) : opened;
}

async function described(found: readonly FoundKey[], ours: ReadonlySet<string>) {
  const keys = await Promise.all(found.map((key) => describeKey(key, ours)));
  return ok({ ...nothing, kind: 'keys' as const, valid: true, keys });
}

/** An encrypted token (RFC 7516): only its recipient can read the content. */
function encrypted(jwe: string): Result<Inspection, AppError> {
  try {
    const header = JSON.stringify(decodeProtectedHeader(jwe), null, 2);
    const reasons = ['encrypted' as const];
    return ok({ ...nothing, kind: 'encrypted-token', valid: false, reasons, header });
  } catch {
    return err(appError('inspect/nothing'));
  }
}

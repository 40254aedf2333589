import { X509Certificate } from 'node:crypto';
import { decodeJwt } from 'jose';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import { INSPECTION_MAX, type Inspection } from '../../../shared/domain/inspection.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { readSettings } from '../settings/repository.ts';
import { findToken } from '../tokens/repository.ts';
import { inspect, tokenIn, verifyingKeys } from './inspect.ts';
import type { VerifyingKey } from './judge.ts';

/** The workspace's keys, including retired ones. */
async function ownKeys({
  signer,
}: WriteContext): Promise<Result<readonly VerifyingKey[], AppError>> {
  const [every, published] = [await signer.everyKey(), await signer.publishedKeys()];
  if (!every.ok) return every;
  if (!published.ok) return published;
  const kids = new Set(published.value.map(({ kid }) => kid));
  return ok(
    every.value.map(({ kid, algorithm, certificatePem }) => ({
      kid,
      algorithm,
      key: new X509Certificate(certificatePem).publicKey,
      isRetired: !kids.has(kid),
    })),
  );
}

/** The ledger's row with the token's `jti`, or null. */
function inLedger({ db }: WriteContext, text: string): TokenSummary | null {
  try {
    const id = tokenIdSchema.safeParse(decodeJwt(tokenIn(text) ?? '').jti);
    return (id.success && findToken(db, id.data)) || null;
  } catch {
    return null;
  }
}

/** Judges bytes with the workspace's keys, or with others. Nothing is stored or logged. */
async function inspectBytes(
  context: WriteContext,
  bytes: Uint8Array,
  keysText: string | null,
  passphrase: Uint8Array | undefined,
): Promise<Result<Inspection, AppError>> {
  const own = await ownKeys(context);
  if (!own.ok) return own;
  const ours = new Set(own.value.map(({ kid }) => kid ?? ''));
  const other = keysText === null ? null : await verifyingKeys(Buffer.from(keysText));
  if (keysText !== null && other === null) {
    return err(appError('key-file/not-a-key', { field: 'keys' }));
  }
  const { db, now } = context;
  const { issuer, audience } = readSettings(db);
  const token = inLedger(context, anyText(bytes));
  // A token keeps the issuer that was set when it was issued.
  const isOwn = other === null;
  const inspected = await inspect(
    bytes,
    {
      keys: other ?? own.value,
      issuers: isOwn ? [issuer, ...(token === null ? [] : [token.issuer])] : null,
      audiences: isOwn ? [...audience, ...(token?.audience ?? [])] : null,
      now: now(),
    },
    ours,
    passphrase,
  );
  if (!inspected.ok || token === null || !isOwn) return inspected;
  const isForged = inspected.value.reasons.includes('signature-wrong');
  if (isForged) return inspected;
  const isRevoked = tokenState(token, now()) === 'revoked';
  const reasons = [...inspected.value.reasons, ...(isRevoked ? (['revoked'] as const) : [])];
  return ok({ ...inspected.value, reasons, valid: reasons.length === 0, token });
}

export const inspectHandlers = {
  'token:inspect': (context, { text, keys, passphrase }) =>
    inspectBytes(context, Buffer.from(text), keys, passphrase),

  'token:inspect-file': async (context, { keys, passphrase }, { paths }) => {
    const { shell } = context;
    const kind = { name: 'dialog.tokenOrKey', extensions: ['*'] } as const;
    const [path] =
      paths.length > 0
        ? paths
        : await shell.askForFiles({ title: 'dialog.inspect', kind, many: false });
    if (path === undefined) return ok(null);
    const bytes = await readFileUpTo(path, INSPECTION_MAX);
    return bytes.ok ? inspectBytes(context, bytes.value, keys, passphrase) : bytes;
  },
} satisfies SomeHandlers;

import { createPrivateKey } from 'node:crypto';
import { basename } from 'node:path';
import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import type { SavedFile } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { findStoredKey } from './repository.ts';

/**
 * Exports a private key (PKCS #8, PEM). Anyone who has the file can sign tokens, so callers must
 * ask for the workspace's passphrase first.
 *
 * @param passphrase encrypts the file (PBES2, AES-256); null writes it in plain text.
 */
export async function exportPrivateKey(
  context: WriteContext,
  id: SigningKeyId,
  passphrase: TypedSecret | null,
): Promise<Result<SavedFile, AppError>> {
  const { db, signer, shell, activity } = context;
  const stored = findStoredKey(db, id);
  if (stored === undefined) return err(appError('missing/signing-key'));
  const path = await shell.askWhereToSave({
    title: 'dialog.exportPrivateKey',
    suggestedName: `${stored.kid.slice(0, 8)}.pem`,
    kind: { name: 'dialog.privateKey', extensions: ['pem'] },
  });
  if (path === null) return ok(null);
  const pkcs8 = await signer.privateKey(id);
  if (!pkcs8.ok) return pkcs8;
  const key = createPrivateKey(pkcs8.value.expose());
  const text = key
    .export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase === null
        ? {}
        : { cipher: 'aes-256-cbc', passphrase: Buffer.from(passphrase) }),
    })
    .toString();
  const saved = await saveExport(context, path, text);
  if (!saved.ok) return saved;
  activity.record({
    kind: 'signing-key/exported',
    subject: stored.kid,
    detail: { file: basename(path), encrypted: passphrase === null ? 0 : 1 },
  });
  return ok({ path, count: 1 });
}

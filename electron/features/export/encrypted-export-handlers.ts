import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';
import { encryptedExportIdSchema } from '../../../shared/domain/ids.ts';
import { ENCRYPTED_ENDING } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import type { FileKind } from '../../base/context/shell.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { decryptExport, isEncryptedExport } from './encrypted-export.ts';

/** Bytes: enough for the ten thousand tokens of one export, at any length. */
const LIMIT = 256 * 1024 * 1024;

const ENCRYPTED_FILES: FileKind = {
  name: 'dialog.encryptedExport',
  extensions: [ENCRYPTED_ENDING.slice(1)],
};

async function readJwe(path: string): Promise<Result<string, AppError>> {
  const bytes = await readFileUpTo(path, LIMIT);
  if (!bytes.ok) return bytes;
  const jwe = Buffer.from(bytes.value).toString('latin1').trim();
  if (isEncryptedExport(jwe)) return ok(jwe);
  return err(appError('export/not-encrypted', { detail: { file: basename(path) } }));
}

/** The name without the encrypted ending: `tokens.json` for `tokens.json.jwe`. */
function nameInside(file: string): string {
  return extname(file) === ENCRYPTED_ENDING
    ? basename(file, ENCRYPTED_ENDING)
    : `${file}.decrypted`;
}

/**
 * Choosing the file and decrypting it are two calls, so that after a wrong passphrase the file
 * needn't be chosen again. In between it is held here, still encrypted.
 */
export function createEncryptedExportHandlers() {
  let chosen: { readonly id: string; readonly file: string; readonly jwe: string } | undefined;

  return {
    'encrypted-export:choose': async ({ shell }) => {
      const title = 'dialog.openEncryptedExport' as const;
      const [path] = await shell.askForFiles({ title, kind: ENCRYPTED_FILES, many: false });
      if (path === undefined) return ok(null);
      const jwe = await readJwe(path);
      if (!jwe.ok) return jwe;
      const id = encryptedExportIdSchema.parse(randomUUID());
      chosen = { id, file: basename(path), jwe: jwe.value };
      return ok({ id, file: chosen.file });
    },

    'encrypted-export:save': async (context, { id, passphrase }) => {
      const { shell, activity } = context;
      if (chosen?.id !== id) return err(appError('missing/encrypted-export'));
      const { file, jwe } = chosen;
      const text = await decryptExport(jwe, passphrase);
      if (!text.ok) return text;
      const name = nameInside(file);
      const path = await shell.askWhereToSave({
        title: 'dialog.savePlain',
        suggestedName: name,
        kind: { name: 'dialog.decryptedExport', extensions: [extname(name).slice(1) || '*'] },
      });
      if (path === null) return ok(null);
      const saved = await saveExport(context, path, text.value);
      if (!saved.ok) return saved;
      chosen = undefined;
      activity.record({
        kind: 'export/decrypted',
        subject: file,
        detail: { file: basename(path) },
      });
      return ok({ path });
    },

    'encrypted-export:cancel': () => {
      chosen = undefined;
      return ok(null);
    },
  } satisfies SomeHandlers;
}

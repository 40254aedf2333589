import { basename, dirname, join } from 'node:path';
import type { SavedFile } from '../../../shared/domain/token-export.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { fromReserve, inTransaction } from '../../base/database/database.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { fileError } from '../../base/files/save-file.ts';
import { readSettings } from '../settings/repository.ts';
import { lastCutOff } from '../tokens/repository.ts';
import {
  type Content,
  contentOf,
  filesOfEngine,
  publishedKeys,
  publishedState,
} from './content.ts';
import { dialogOf } from './dialogs.ts';
import { changesSince, listExports, rememberExport, tellsRevocations } from './exports.ts';
import { jwksText, publicKeyOf } from './public-keys.ts';
import { countRevocations } from './revocations.ts';

/** Characters of a configuration that the page shows: a list of revoked tokens may be long. */
const SHOWN = 20_000;

/**
 * Saves the configuration last, so that a new one never refers to files that don't exist yet. None
 * of it is secret, and a server that runs as another user must read it.
 */
async function save(
  context: WriteContext,
  path: string,
  content: Content,
): Promise<Result<string, AppError>> {
  for (const [relative, text] of content.companions) {
    const companion = join(dirname(path), ...relative.split('/'));
    try {
      makeFolderNow(dirname(companion), 0o755);
    } catch (error) {
      return err(fileError(error, companion));
    }
    const saved = await saveExport(context, companion, text, 'public');
    if (!saved.ok) return saved;
  }
  return saveExport(context, path, content.text, 'public');
}

export const gatewayHandlers = {
  /** Waits until the session has created its signing key, so that there is one to show. */
  'gateway:get': async ({ db, now, publishedKeys: published }) => {
    const keys = await published();
    if (!keys.ok) return keys;
    const { issuer, audience, profile, algorithm } = readSettings(db);
    const exports = listExports(db);
    const state = publishedState(db, keys.value, now());
    const out = exports.filter(({ file }) => tellsRevocations(file));
    const cutOffAt = lastCutOff(db);
    const exportedAt = out.length === 0 ? null : Math.max(...out.map((one) => one.exportedAt));
    return ok({
      issuer,
      audience,
      profile,
      algorithm,
      jwks: jwksText(keys.value),
      publicKeys: keys.value.map(publicKeyOf),
      revokedCount: countRevocations(db, now()),
      exports,
      changes: exports.map((one) =>
        changesSince(
          one,
          state,
          tellsRevocations(one.file) ? countRevocations(db, now(), one.exportedAt) : 0,
          cutOffAt,
        ),
      ),
      revokedSinceExport: countRevocations(db, now(), exportedAt ?? undefined),
      revocationsExportedAt: exportedAt,
    });
  },

  'gateway:engine': async ({ db, now, publishedKeys: published }, { engine }) => {
    const keys = await published();
    if (!keys.ok) return keys;
    const { config, companions } = filesOfEngine(db, engine, keys.value, now());
    return ok({
      config: config.slice(0, SHOWN),
      isCut: config.length > SHOWN,
      companions: [...companions.keys()],
    });
  },

  'gateway:export': async (context, { file }): Promise<Result<SavedFile, AppError>> => {
    const { shell, activity, signer } = context;
    const refused = await signer.refusal();
    if (refused !== null) return err(refused);
    const path = await shell.askWhereToSave(dialogOf(file));
    if (path === null) return ok(null);
    const content = await contentOf(context, file);
    if (!content.ok) return content;
    const saved = await save(context, path, content.value);
    if (!saved.ok) return saved;
    const { count } = content.value;
    if (!activity.isKept) return ok({ path, count });
    fromReserve(context.db, () =>
      inTransaction(context.db, () => {
        rememberExport(context.db, { file, exportedAt: context.now(), ...content.value });
        activity.record({
          kind: 'gateway/exported',
          subject: file,
          detail: { file: basename(path), count },
        });
        return ok(null);
      }),
    );
    return ok({ path, count });
  },

  'gateway:copy': async (context, { what }) => {
    const { issuer, audience } = readSettings(context.db);
    const keys = await publishedKeys(context);
    if (!keys.ok) return keys;
    const textOf = (): string => {
      if (what === 'jwks') return jwksText(keys.value);
      if (what === 'issuer') return issuer;
      if (what === 'audience') return audience.join('\n');
      return filesOfEngine(context.db, what, keys.value, context.now()).config;
    };
    await context.shell.copyPublic(textOf());
    return ok(null);
  },
} satisfies SomeHandlers;

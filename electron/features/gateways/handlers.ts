import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type GatewayFile, revocationFiles } from '../../../shared/domain/gateway.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import type { SavedFile } from '../../../shared/domain/token-export.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { PlainKey } from '../../../shared/words/words.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import type { FileKind } from '../../base/context/shell.ts';
import { fromReserve, inTransaction } from '../../base/database/database.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { fileError } from '../../base/files/save-file.ts';
import { profilesInUse } from '../issuing/profiles-in-use.ts';
import { readSettings } from '../settings/repository.ts';
import { listExports, rememberExport } from './exports.ts';
import { haproxyFiles } from './haproxy.ts';
import { certificatesText, jwksText, publicKeyOf } from './public-keys.ts';
import {
  revocationsApache,
  revocationsClaims,
  revocationsJson,
  revocationsMap,
  revocationsNginx,
} from './revocation-files.ts';
import { countRevocations, listRevocations, listRevoked, revocationsText } from './revocations.ts';

interface Dialog {
  readonly title: PlainKey;
  readonly suggestedName: string;
  readonly kind: FileKind;
}

const dialogs: Readonly<Record<GatewayFile, Dialog>> = {
  jwks: {
    title: 'dialog.exportJwks',
    suggestedName: 'jwks.json',
    kind: { name: 'dialog.jwks', extensions: ['json'] },
  },
  certificate: {
    title: 'dialog.exportCertificate',
    suggestedName: 'certificate.pem',
    kind: { name: 'dialog.certificate', extensions: ['pem'] },
  },
  haproxy: {
    title: 'dialog.exportHaproxy',
    suggestedName: 'haproxy.cfg',
    kind: { name: 'dialog.haproxy', extensions: ['cfg'] },
  },
  revocations: {
    title: 'dialog.exportRevocations',
    suggestedName: 'revocations.txt',
    kind: { name: 'dialog.revocations', extensions: ['txt'] },
  },
  'revocations-json': revocationDialog('json'),
  'revocations-map': revocationDialog('map'),
  'revocations-nginx': revocationDialog('conf'),
  'revocations-apache': revocationDialog('conf'),
  'revocations-jwt': revocationDialog('jwt'),
};

function revocationDialog(ending: string): Dialog {
  return {
    title: 'dialog.exportRevocations',
    suggestedName: `revocations.${ending}`,
    kind: { name: 'dialog.revocations', extensions: [ending] },
  };
}

interface Content {
  readonly text: string;
  /** The number of keys, revocations or files that it contains. */
  readonly count: number;
  /** Files that must be next to it, by relative path with `/`. */
  readonly companions: ReadonlyMap<string, string>;
  /** The key ids to record with the export. */
  readonly kids: readonly string[];
  readonly revoked: number;
}

const none: ReadonlyMap<string, string> = new Map();

/** The current signing key is created if there is none yet: a gateway can't use an empty set. */
async function publishedKeys({
  db,
  signer,
}: WriteContext): Promise<Result<readonly SigningKey[], AppError>> {
  const { algorithm, rsaLength } = readSettings(db);
  const current = await signer.currentKey(algorithm, rsaLength);
  return current.ok ? signer.publishedKeys() : current;
}

async function contentOf(
  context: WriteContext,
  file: GatewayFile,
): Promise<Result<Content, AppError>> {
  const { db, now } = context;
  if (file === 'revocations') {
    const revoked = listRevocations(db, now());
    const count = revoked.length;
    const text = revocationsText(revoked);
    return ok({ text, count, companions: none, kids: [], revoked: count });
  }
  if (isRevocationFile(file)) return revocationContent(context, file);
  const published = await publishedKeys(context);
  if (!published.ok) return published;
  const keys = published.value;
  const kids = keys.map(({ kid }) => kid);
  const bare = { count: keys.length, companions: none, kids, revoked: 0 };
  if (file === 'jwks') return ok({ ...bare, text: jwksText(keys) });
  if (file === 'certificate') return ok({ ...bare, text: certificatesText(keys) });
  file satisfies 'haproxy';
  const { issuer, audience } = readSettings(db);
  const revoked = listRevocations(db, now());
  const { config, companions } = haproxyFiles({
    issuer,
    audience,
    keys,
    profiles: profilesInUse(db, now()),
    revoked,
  });
  const count = 1 + companions.size;
  return ok({ text: config, count, companions, kids, revoked: revoked.length });
}

type RevocationFile = Extract<GatewayFile, `revocations-${string}`>;

const isRevocationFile = (file: GatewayFile): file is RevocationFile =>
  file.startsWith('revocations-');

const texts = {
  'revocations-json': revocationsJson,
  'revocations-map': revocationsMap,
  'revocations-nginx': revocationsNginx,
  'revocations-apache': revocationsApache,
} as const;

async function revocationContent(
  { db, signer, now }: WriteContext,
  file: RevocationFile,
): Promise<Result<Content, AppError>> {
  const { issuer, algorithm, rsaLength } = readSettings(db);
  const at = now();
  const revoked = listRevoked(db, at);
  const last = listExports(db).find((one) => one.file === file)?.number ?? 0;
  const list = { issuer, number: last + 1, at, revoked };
  const bare = { count: revoked.length, companions: none, kids: [], revoked: revoked.length };
  if (file !== 'revocations-jwt') return ok({ ...bare, text: texts[file](list) });
  const key = await signer.currentKey(algorithm, rsaLength);
  if (!key.ok) return key;
  // Explicit typing (RFC 8725 section 3.11): it can't be mistaken for an access token.
  const jwt = await signer.sign(key.value, { typ: 'revocations+jwt' }, revocationsClaims(list));
  return jwt.ok ? ok({ ...bare, text: `${jwt.value.expose()}\n` }) : jwt;
}

/** Saves the configuration last, so that a new one never refers to files that don't exist yet. */
async function save(
  context: WriteContext,
  path: string,
  content: Content,
): Promise<Result<string, AppError>> {
  for (const [relative, text] of content.companions) {
    const companion = join(dirname(path), ...relative.split('/'));
    try {
      await mkdir(dirname(companion), { mode: 0o700, recursive: true });
    } catch (error) {
      return err(fileError(error, companion));
    }
    const saved = await saveExport(context, companion, text);
    if (!saved.ok) return saved;
  }
  return saveExport(context, path, content.text);
}

/** HAProxy's configuration comes with its own revocation list. */
const tellsRevocations = (file: GatewayFile): boolean =>
  file === 'haproxy' || revocationFiles.includes(file);

export const gatewayHandlers = {
  /** Waits until the session has created its signing key, so that there is one to show. */
  'gateway:get': async ({ db, now, publishedKeys: published }) => {
    const keys = await published();
    if (!keys.ok) return keys;
    const { issuer, audience } = readSettings(db);
    const exports = listExports(db);
    const out = exports.filter(({ file }) => tellsRevocations(file));
    const exportedAt = out.length === 0 ? null : Math.max(...out.map((one) => one.exportedAt));
    return ok({
      issuer,
      audience,
      jwks: jwksText(keys.value),
      publicKeys: keys.value.map(publicKeyOf),
      revokedCount: countRevocations(db, now()),
      exports,
      revokedSinceExport: countRevocations(db, now(), exportedAt ?? undefined),
      revocationsExportedAt: exportedAt,
    });
  },

  'gateway:export': async (context, { file }): Promise<Result<SavedFile, AppError>> => {
    const { shell, activity, signer } = context;
    const refused = await signer.refusal();
    if (refused !== null) return err(refused);
    const path = await shell.askWhereToSave(dialogs[file]);
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

  'gateway:copy-jwks': async (context) => {
    const keys = await publishedKeys(context);
    if (!keys.ok) return keys;
    await context.shell.copyPublic(jwksText(keys.value));
    return ok(null);
  },
} satisfies SomeHandlers;

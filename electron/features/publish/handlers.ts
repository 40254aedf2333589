import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { compactVerify, importJWK, type JWTPayload } from 'jose';
import type { Published } from '../../../shared/domain/publication.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { loadLocale } from '../../../shared/words/words.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { jwksText } from '../gateways/public-keys.ts';
import {
  revocationLines,
  revocationsApache,
  revocationsClaims,
  revocationsJson,
  revocationsMap,
  revocationsNginx,
  wholeText,
} from '../gateways/revocation-files.ts';
import { listCutOffs, listRevoked } from '../gateways/revocations.ts';
import { statusListClaims } from '../gateways/status-list.ts';
import { readSettings } from '../settings/repository.ts';
import { addressOf, discovery, isPublishable, paths } from './discovery.ts';
import { readPublished, writeChanged } from './folder.ts';
import { indexPage } from './index-page.ts';
import {
  type Numbered,
  type Publication,
  readPublication,
  writePublication,
} from './repository.ts';

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Number and time change only with the content, so that the same state gives the same bytes. */
function numberedAs(before: Numbered | undefined, digest: string, at: number): Numbered {
  if (before?.digest === digest) return before;
  return { number: (before?.number ?? 0) + 1, at: Math.max(at, before?.at ?? at), digest };
}

/** The keys, and the one that signs, created if there is none: nobody can use an empty set. */
async function keysOf({ db, signer }: WriteContext) {
  const { algorithm, rsaLength } = readSettings(db);
  const current = await signer.currentKey(algorithm, rsaLength);
  if (!current.ok) return current;
  const published = await signer.publishedKeys();
  return published.ok ? ok({ current: current.value, published: published.value }) : published;
}

/**
 * A signed list. ECDSA gives other bytes each time, so a list that says the same and was signed by
 * the current key stays as it is.
 */
async function signedList(
  { signer }: WriteContext,
  key: SigningKey,
  typ: 'revocations+jwt' | 'statuslist+jwt',
  claims: JWTPayload,
  before: string | null,
): Promise<Result<string, AppError>> {
  if (before !== null) {
    try {
      const verifying = await importJWK(key.publicJwk, key.algorithm);
      const { payload, protectedHeader } = await compactVerify(before.trim(), verifying);
      const isSame = Buffer.from(payload).toString('utf8') === JSON.stringify(claims);
      const isItsKind = protectedHeader.typ === typ && protectedHeader.kid === key.kid;
      if (isSame && isItsKind) return ok(before);
    } catch {
      // It is damaged or signed by another key.
    }
  }
  const jwt = await signer.sign(key, { typ }, claims);
  return jwt.ok ? ok(`${jwt.value.expose()}\n`) : jwt;
}

/** Seconds for which a verifier may keep the published status list: it is renewed at any time. */
const KEEP_STATUS = 300;

interface Content {
  readonly files: ReadonlyMap<string, string>;
  readonly publication: Publication;
}

/** Every file in the order in which it is written: keys first, the number last. */
async function contentOf(
  context: WriteContext,
  folder: string,
): Promise<Result<Content, AppError>> {
  const { db, now, shell } = context;
  const { issuer, statusListUri } = readSettings(db);
  const keys = await keysOf(context);
  if (!keys.ok) return keys;
  const { current, published } = keys.value;
  const at = now();
  const before = readPublication(db);
  const revoked = listRevoked(db, at);
  const cutOffs = listCutOffs(db);
  const numbered = numberedAs(
    before?.revocations,
    digestOf([issuer, statusListUri, revoked, cutOffs]),
    at,
  );
  const { number } = numbered;
  const count = revoked.length;
  const list = { issuer, number, at: numbered.at, count, revoked, cutOffs };
  const signed = async (
    path: typeof paths.jwt | typeof paths.status,
    claims: JWTPayload,
  ): Promise<Result<string, AppError>> => {
    const typ = path === paths.jwt ? 'revocations+jwt' : 'statuslist+jwt';
    return signedList(context, current, typ, claims, await readPublished(folder, path));
  };
  const jwt = await signed(paths.jwt, revocationsClaims(list));
  if (!jwt.ok) return jwt;
  // Verifiers compare it with the address in the token: section 8.3 of the draft.
  const uri = statusListUri === '' ? addressOf(issuer, paths.status) : statusListUri;
  const status = await signed(
    paths.status,
    statusListClaims({ issuer, uri, at: numbered.at, revoked, keep: KEEP_STATUS }),
  );
  if (!status.ok) return status;

  const document = pretty(discovery(issuer, published));
  const lists = new Map([
    [paths.jwt, jwt.value],
    [paths.status, status.value],
    [paths.json, wholeText(revocationsJson(list))],
    [paths.text, wholeText(revocationLines(list))],
    [paths.map, wholeText(revocationsMap(list))],
    [paths.nginx, wholeText(revocationsNginx(list))],
    [paths.apache, wholeText(revocationsApache(list))],
  ] as const);
  // A verifier that finds a new key in a token looks into the set: it must be there already.
  const first = new Map<string, string>([[paths.jwks, jwksText(published)], ...lists]);
  first.set(paths.openid, document);
  first.set(paths.oauth, document);
  const digest = digestOf([
    [...first].filter(([path]) => path !== paths.jwt && path !== paths.status),
    [numbered.digest, current.kid],
  ]);
  const whole = numberedAs(before ?? undefined, digest, at);
  await loadLocale(await shell.locale());
  first.set(paths.page, indexPage(issuer, whole, published, revoked.length));
  first.set(paths.number, manifest(issuer, whole, first));
  return ok({ files: first, publication: { ...whole, revocations: numbered } });
}

/** What a mirror compares: number, time, and the hash of each file. */
function manifest(issuer: string, { number, at }: Numbered, files: ReadonlyMap<string, string>) {
  return pretty({
    issuer,
    number,
    changedAt: new Date(at).toISOString(),
    files: Object.fromEntries(
      [...files].map(([path, text]) => [
        path,
        { url: addressOf(issuer, path), sha256: createHash('sha256').update(text).digest('hex') },
      ]),
    ),
  });
}

export const publishHandlers = {
  'issuer:publish': async (context): Promise<Result<Published | null, AppError>> => {
    const { db, shell, activity, signer } = context;
    const refused = await signer.refusal();
    if (refused !== null) return err(refused);
    const { issuer } = readSettings(db);
    if (!isPublishable(issuer)) return err(appError('publish/issuer', { detail: { issuer } }));
    const folder = await shell.askForFolder({ title: 'dialog.publish' });
    if (folder === null) return ok(null);
    const content = await contentOf(context, folder);
    if (!content.ok) return content;
    if (!db.open) return err(appError('workspace/locked'));
    const { files, publication } = content.value;
    const written = await writeChanged(folder, files);
    if (!written.ok) return written;
    const isNew = readPublication(db)?.digest !== publication.digest;
    if (isNew || written.value.length > 0) {
      const count = written.value.length;
      const kept = inTransaction(db, () => {
        writePublication(db, publication);
        activity.record({
          kind: 'issuer/published',
          subject: issuer,
          detail: { count, number: publication.number, folder: basename(folder) },
        });
        return ok(null);
      });
      if (!kept.ok) return kept;
    }
    const { number, at } = publication;
    return ok({ folder, issuer, number, at, written: [...written.value], files: files.size });
  },
} satisfies SomeHandlers;

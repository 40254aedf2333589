import { randomUUID, X509Certificate } from 'node:crypto';
import { basename } from 'node:path';
import { keyImportIdSchema, type SigningKeyId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Call, SomeHandlers, WriteContext } from '../../base/context/context.ts';
import type { FileKind } from '../../base/context/shell.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { inTransaction } from '../../base/database/database.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { currentPolicy } from '../../base/policy/current.ts';
import { refusedByPolicy } from '../settings/policy.ts';
import { readSettings } from '../settings/repository.ts';
import { certificatesIn, isReadable, onLine } from './certificate.ts';
import type { KeyFile } from './key-file.ts';
import {
  beginSigning,
  deleteKey,
  findCurrentKey,
  findNextKey,
  findStoredKey,
  hasSigned,
  replaceCurrentKey,
  retireKey,
  type StoredKey,
} from './repository.ts';
import { publicKeyOf } from './sealed-key.ts';
import { usageOfKey } from './usage.ts';

/** Bytes: a key with its certificate chain takes a few thousand. */
const LIMIT = 1024 * 1024;

const KEY_FILES: FileKind = {
  name: 'dialog.privateKey',
  extensions: ['pem', 'key', 'p8', 'der', 'p12', 'pfx', 'jwk', 'json', 'jwe'],
};
const CERTIFICATE_FILES: FileKind = {
  name: 'dialog.certificate',
  extensions: ['pem', 'crt', 'cer', 'der'],
};

function requireKey({ db }: WriteContext, id: SigningKeyId): Result<StoredKey, AppError> {
  const key = findStoredKey(db, id);
  return key === undefined ? err(appError('missing/signing-key')) : ok(key);
}

/** Makes the next key the current one, and creates the next key first if there is none. */
async function rotate(
  context: WriteContext,
  { algorithm, next: seen }: Parsed<'signing-key:rotate'>,
): Promise<Result<{ kid: string }, AppError>> {
  const { db, signer, activity, now } = context;
  const refused = await signer.refusal();
  if (refused !== null) return err(refused);
  if ((findNextKey(db, algorithm)?.id ?? null) !== seen) {
    return err(appError('signing-key/not-next'));
  }
  if (seen === null) {
    const created = await signer.createNext(algorithm, readSettings(db).rsaLength);
    if (!created.ok) return created;
  }
  return inTransaction(db, () => {
    const next = findNextKey(db, algorithm);
    if (next === undefined) return err(appError('signing-key/not-next'));
    const current = findCurrentKey(db, algorithm);
    const at = now();
    const { activeTokens } =
      current === undefined ? { activeTokens: 0 } : usageOfKey(db, current.id, at);
    if (current !== undefined) replaceCurrentKey(db, current.id, at);
    beginSigning(db, next.id, at);
    activity.record({
      kind: 'signing-key/rotated',
      subject: next.kid,
      detail: { algorithm, previous: current?.kid ?? '', activeTokens },
    });
    return ok({ kid: next.kid });
  });
}

/** Retires a key. If it was current, the next key or a new one becomes current at once. */
async function retire(context: WriteContext, id: SigningKeyId): Promise<Result<null, AppError>> {
  const { db, signer, activity, now } = context;
  const refused = await signer.refusal();
  if (refused !== null) return err(refused);
  const retired = inTransaction(db, () => {
    const key = requireKey(context, id);
    if (!key.ok) return key;
    const { state, kid, algorithm } = key.value;
    if (state === 'retired') return err(appError('signing-key/retired'));
    const at = now();
    const { activeTokens } = usageOfKey(db, id, at);
    retireKey(db, id, at);
    const next = state === 'current' ? findNextKey(db, algorithm) : undefined;
    if (next !== undefined) beginSigning(db, next.id, at);
    activity.record({
      kind: 'signing-key/retired',
      subject: kid,
      detail: { algorithm, activeTokens },
    });
    return ok(key.value);
  });
  if (!retired.ok) return retired;
  if (retired.value.state !== 'current') return ok(null);
  const current = await signer.currentKey(retired.value.algorithm, readSettings(db).rsaLength);
  return current.ok ? ok(null) : current;
}

/** The certificates of the chosen file in PEM, the key's own first. */
async function chosenCertificate(
  { shell }: WriteContext,
  { paths }: Call,
): Promise<Result<string | null, AppError>> {
  const title = 'dialog.openCertificate' as const;
  const [path] =
    paths.length > 0
      ? paths
      : await shell.askForFiles({ title, kind: CERTIFICATE_FILES, many: false });
  if (path === undefined) return ok(null);
  const bytes = await readFileUpTo(path, LIMIT);
  if (!bytes.ok) return bytes;
  try {
    const inText = certificatesIn(Buffer.from(bytes.value).toString('latin1'));
    const pem =
      inText.length > 0
        ? inText.map((one) => `${one}\n`).join('')
        : new X509Certificate(bytes.value).toString();
    if (isReadable(pem)) return ok(pem);
  } catch {
    // Neither PEM nor DER.
  }
  return err(appError('key-file/not-a-key', { detail: { what: 'certificate' } }));
}

/** Choosing and opening a key file are two calls, so that a wrong passphrase can be retried. */
export function createSigningHandlers() {
  let chosen: { readonly id: string; readonly name: string; readonly file: KeyFile } | undefined;

  return {
    'signing-key:create': async (context, { algorithm, rsaLength, certificate }) => {
      const { db, signer, activity } = context;
      const bits = rsaLength ?? readSettings(db).rsaLength;
      const created = await signer.createNext(algorithm, bits, certificate);
      if (!created.ok) return created;
      const { kid } = created.value;
      activity.record({ kind: 'signing-key/created', subject: kid, detail: { algorithm } });
      return ok({ kid });
    },

    'signing-key:rotate': rotate,

    'signing-key:retire': (context, { id }) => retire(context, id),

    'signing-key:delete': (context, { id }) =>
      inTransaction(context.db, () => {
        const key = requireKey(context, id);
        if (!key.ok) return key;
        const { kid, state, algorithm } = key.value;
        if (state === 'current' || hasSigned(context.db, id)) {
          return err(appError('signing-key/in-use'));
        }
        deleteKey(context.db, id);
        context.activity.record({
          kind: 'signing-key/deleted',
          subject: kid,
          detail: { algorithm },
        });
        return ok(null);
      }),

    'signing-key:choose': async ({ shell }, _input, { paths }) => {
      const title = 'dialog.openPrivateKey' as const;
      const [path] =
        paths.length > 0 ? paths : await shell.askForFiles({ title, kind: KEY_FILES, many: false });
      if (path === undefined) return ok(null);
      const bytes = await readFileUpTo(path, LIMIT);
      if (!bytes.ok) return bytes;
      const { recogniseKeyFile } = await import('./key-file.ts');
      const file = recogniseKeyFile(bytes.value);
      if (!file.ok) return file;
      const id = keyImportIdSchema.parse(randomUUID());
      chosen = { id, name: basename(path), file: file.value };
      return ok({ id, file: chosen.name, isEncrypted: file.value.isEncrypted });
    },

    'signing-key:import': async ({ signer, activity }, { id, passphrase, algorithm: asked }) => {
      if (chosen?.id !== id) return err(appError('missing/key-import'));
      const { name, file } = chosen;
      const { openKeyFile } = await import('./key-file.ts');
      const read = await openKeyFile(file, passphrase ?? new Uint8Array());
      if (!read.ok) {
        const isTyped = read.error.code === 'key-file/wrong-passphrase';
        return err(isTyped ? { ...read.error, field: 'passphrase' } : read.error);
      }
      const { pkcs8, algorithms, certificatePem } = read.value;
      const algorithm = algorithms.find((one) => one === asked) ?? algorithms[0];
      if (algorithm === undefined) return err(appError('key-file/unsupported'));
      const refused = refusedByPolicy(currentPolicy(), { rsaLength: bitsOf(pkcs8) });
      if (refused !== null) return err(refused);
      const imported = await signer.importNext(algorithm, pkcs8, certificatePem);
      if (!imported.ok) return imported;
      chosen = undefined;
      const { kid } = imported.value;
      activity.record({
        kind: 'signing-key/imported',
        subject: kid,
        detail: { algorithm, file: name },
      });
      return ok({ kid, algorithm });
    },

    'signing-key:cancel-import': () => {
      chosen = undefined;
      return ok(null);
    },

    'signing-key:renew-certificate': async (context, { id, certificate }) => {
      const key = requireKey(context, id);
      if (!key.ok) return key;
      const renewed = await context.signer.renewCertificate(id, certificate);
      if (renewed.ok) recordCertificate(context, key.value, certificate.commonName);
      return renewed;
    },

    'signing-key:export-csr': async (context, { id, certificate }) => {
      const key = requireKey(context, id);
      if (!key.ok) return key;
      const request = await context.signer.certificateRequest(id, certificate);
      if (!request.ok) return request;
      const path = await context.shell.askWhereToSave({
        title: 'dialog.exportCsr',
        suggestedName: `${key.value.kid.slice(0, 8)}.csr`,
        kind: { name: 'dialog.csr', extensions: ['csr', 'pem'] },
      });
      if (path === null) return ok(null);
      const saved = await saveExport(context, path, request.value);
      return saved.ok ? ok({ path, count: 1 }) : saved;
    },

    'signing-key:set-certificate': async (context, { id }, call) => {
      const key = requireKey(context, id);
      if (!key.ok) return key;
      const pem = await chosenCertificate(context, call);
      if (!pem.ok) return pem;
      if (pem.value === null) return ok(false);
      const set = await context.signer.setCertificate(id, pem.value);
      if (!set.ok) return set;
      recordCertificate(context, key.value, new X509Certificate(pem.value).subject);
      return ok(true);
    },
  } satisfies SomeHandlers;
}

/** Bits of an RSA key; undefined for any other. */
const bitsOf = (pkcs8: Secret): number | undefined =>
  publicKeyOf(pkcs8).asymmetricKeyDetails?.modulusLength;

function recordCertificate({ activity }: WriteContext, { kid }: StoredKey, subject: string): void {
  const detail = { certificate: onLine(subject) };
  activity.record({ kind: 'signing-key/certificate-changed', subject: kid, detail });
}

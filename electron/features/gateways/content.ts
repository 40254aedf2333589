import type { EngineId } from '../../../shared/domain/engines/engine.ts';
import {
  type CommonFile,
  type GatewayFile,
  isEngine,
  isRevocationFile,
} from '../../../shared/domain/gateway.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { profilesInUse } from '../issuing/profiles-in-use.ts';
import { readSettings } from '../settings/repository.ts';
import { engineFiles } from './engines/files.ts';
import type { EngineFiles } from './engines/input.ts';
import { listExports, type Published } from './exports.ts';
import {
  certificatesText,
  indexOfCertificates,
  indexOfIssuer,
  indexOfKeys,
  jwksText,
} from './public-keys.ts';
import {
  revocationLines,
  revocationsApache,
  revocationsClaims,
  revocationsJson,
  revocationsMap,
  revocationsNginx,
  type TextParts,
} from './revocation-files.ts';
import { countRevocations, eachRevoked, listCutOffs, listRevocations } from './revocations.ts';
import { statusListClaims } from './status-list.ts';

/** What an export writes and remembers. */
export interface Content extends Published {
  /** In parts, if it is a list of any length. */
  readonly text: string | TextParts;
  /** The number of keys, revocations or files that it contains. */
  readonly count: number;
  /** Files that must be next to it, by relative path with `/`. */
  readonly companions: ReadonlyMap<string, string>;
  readonly revoked: number;
}

const none: ReadonlyMap<string, string> = new Map();

/** The current signing key is created if there is none yet: a gateway can't use an empty set. */
export async function publishedKeys({
  db,
  signer,
}: WriteContext): Promise<Result<readonly SigningKey[], AppError>> {
  const { algorithm, rsaLength } = readSettings(db);
  const current = await signer.currentKey(algorithm, rsaLength);
  return current.ok ? signer.publishedKeys() : current;
}

/** What the files of an export are about, at `now` (ms). */
export function publishedState(
  db: ReadableDb,
  keys: readonly SigningKey[],
  now: number,
): Published {
  const { issuer, audience } = readSettings(db);
  const kids = keys.map(({ kid }) => kid);
  return { kids, issuer, audience, profiles: profilesInUse(db, now) };
}

export function filesOfEngine(
  db: ReadableDb,
  id: EngineId,
  keys: readonly SigningKey[],
  now: number,
): EngineFiles & { readonly revoked: number } {
  const { issuer, audience, profiles } = publishedState(db, keys, now);
  const revoked = listRevocations(db, now);
  const input = { issuer, audience, profiles, keys, revoked, cutOffs: listCutOffs(db) };
  return { ...engineFiles[id](input), revoked: revoked.length };
}

/** The content of a file, as it would be exported now. */
export async function contentOf(
  context: WriteContext,
  file: GatewayFile,
): Promise<Result<Content, AppError>> {
  const { db, now } = context;
  const published = await publishedKeys(context);
  if (!published.ok) return published;
  const keys = published.value;
  const state = publishedState(db, keys, now());
  if (isEngine(file)) {
    const { config, companions, revoked } = filesOfEngine(db, file, keys, now());
    return ok({ ...state, text: config, count: 1 + companions.size, companions, revoked });
  }
  if (isCommon(file)) {
    const { text, companions } = commonContent(file, keys, state);
    return ok({ ...state, text, companions, count: keys.length, revoked: 0 });
  }
  const bare = { ...state, kids: [], companions: none };
  return revocationContent(context, file, bare);
}

const isCommon = (file: GatewayFile): file is CommonFile =>
  !isEngine(file) && !isRevocationFile(file);

function commonContent(
  file: CommonFile,
  keys: readonly SigningKey[],
  state: Published,
): Pick<Content, 'companions'> & { readonly text: string } {
  switch (file) {
    case 'jwks':
      return { text: jwksText(keys), companions: none };
    case 'certificate':
      return { text: certificatesText(keys), companions: none };
    case 'public-keys':
      return indexOfKeys(keys);
    case 'certificates':
      return indexOfCertificates(keys);
    case 'issuer':
      return indexOfIssuer(keys, state);
    default:
      return file satisfies never;
  }
}

const texts = {
  revocations: revocationLines,
  'revocations-json': revocationsJson,
  'revocations-map': revocationsMap,
  'revocations-nginx': revocationsNginx,
  'revocations-apache': revocationsApache,
} as const;

async function revocationContent(
  context: WriteContext,
  file: keyof typeof texts | 'revocations-jwt' | 'status-list',
  bare: Published & Pick<Content, 'companions'>,
): Promise<Result<Content, AppError>> {
  const { db, signer, now } = context;
  const { issuer, algorithm, rsaLength } = readSettings(db);
  const at = now();
  const count = countRevocations(db, at);
  const last = listExports(db).find((one) => one.file === file)?.number ?? 0;
  if (file === 'status-list') return statusListContent(context, bare, count);
  const cutOffs = listCutOffs(db);
  const list = { issuer, number: last + 1, at, count, revoked: eachRevoked(db, at), cutOffs };
  const counted = { ...bare, count, revoked: count };
  if (file !== 'revocations-jwt') return ok({ ...counted, text: texts[file](list) });
  const key = await signer.currentKey(algorithm, rsaLength);
  if (!key.ok) return key;
  // Explicit typing (RFC 8725 section 3.11): it can't be mistaken for an access token.
  const jwt = await signer.sign(key.value, { typ: 'revocations+jwt' }, revocationsClaims(list));
  return jwt.ok ? ok({ ...counted, text: `${jwt.value.expose()}\n` }) : jwt;
}

/** Signed, as section 5.1 of the draft asks, with a type of its own. */
async function statusListContent(
  { db, signer, now }: WriteContext,
  bare: Published & Pick<Content, 'companions'>,
  count: number,
): Promise<Result<Content, AppError>> {
  const { issuer, algorithm, rsaLength, statusListUri } = readSettings(db);
  const key = await signer.currentKey(algorithm, rsaLength);
  if (!key.ok) return key;
  const at = now();
  const revoked = eachRevoked(db, at);
  const claims = statusListClaims({ issuer, uri: statusListUri, at, revoked });
  const jwt = await signer.sign(key.value, { typ: 'statuslist+jwt' }, claims);
  if (!jwt.ok) return jwt;
  return ok({ ...bare, text: `${jwt.value.expose()}\n`, count, revoked: count });
}

import { engines } from '../../../shared/domain/engines/verdict.ts';
import {
  type ExportChanges,
  type GatewayExport,
  type GatewayFile,
  gatewayExportSchema,
  isEngine,
  isRevocationFile,
} from '../../../shared/domain/gateway.ts';
import type { ProfileName } from '../../../shared/domain/token-form.ts';
import { all, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { json } from '../../base/database/values.ts';

const { shape } = gatewayExportSchema;
const exportRow = gatewayExportSchema.extend({
  kids: json(shape.kids),
  audience: json(shape.audience),
  profiles: json(shape.profiles),
});

export function listExports(db: ReadableDb): GatewayExport[] {
  const rows = all(
    db,
    `SELECT file, number, exported_at AS exportedAt, kids, revoked, issuer, audience, profiles
     FROM gateway_export`,
  );
  return readable(exportRow, rows);
}

/** Records a file's latest export under the next number. */
export function rememberExport(db: WritableDb, done: NewExport): void {
  runOne(
    db,
    `INSERT INTO gateway_export
       (file, number, exported_at, kids, revoked, issuer, audience, profiles)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (file) DO UPDATE SET number = number + 1, exported_at = excluded.exported_at,
       kids = excluded.kids, revoked = excluded.revoked, issuer = excluded.issuer,
       audience = excluded.audience, profiles = excluded.profiles`,
    done.file,
    done.exportedAt,
    JSON.stringify(done.kids),
    done.revoked,
    done.issuer,
    JSON.stringify(done.audience),
    JSON.stringify(done.profiles),
  );
}

type NewExport = Pick<GatewayExport, 'file' | 'exportedAt' | 'revoked' | 'issuer'> & {
  readonly kids: readonly string[];
  readonly audience: readonly string[];
  readonly profiles: readonly ProfileName[];
};

/** What the workspace has now. */
export interface Published {
  readonly kids: readonly string[];
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly profiles: readonly ProfileName[];
}

/**
 * What has changed since a file was exported, as far as the file contains it.
 *
 * @param revoked how many tokens were revoked since; 0 for a file that tells none.
 * @param cutOffAt when older tokens of a consumer key were last refused, in ms; 0 for never.
 */
export function changesSince(
  { file, kids, issuer, audience, profiles, exportedAt }: GatewayExport,
  now: Published,
  revoked: number,
  cutOffAt: number,
): ExportChanges {
  const isConfig = isEngine(file) || file === 'issuer';
  // A list has no keys, and was written without them.
  const hasKeys = kids.length > 0;
  return {
    file,
    newKeys: hasKeys ? now.kids.filter((kid) => !kids.includes(kid)).length : 0,
    oldKeys: hasKeys ? kids.filter((kid) => !now.kids.includes(kid)).length : 0,
    issuer: isConfig && issuer !== now.issuer,
    audience: isConfig && !isSameSet(audience, now.audience),
    profiles: isEngine(file) && now.profiles.some((profile) => !profiles.includes(profile)),
    revoked,
    cutOff: tellsCutOffs(file) && cutOffAt > exportedAt,
  };
}

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value) => other.includes(value));

/** The lists, and the configurations that come with one. */
export function tellsRevocations(file: GatewayFile): boolean {
  if (isEngine(file)) return !engines[file].gaps.some(({ gap }) => gap === 'revoked');
  return isRevocationFile(file);
}

/** Those that also tell from when on the tokens of a consumer key count. */
function tellsCutOffs(file: GatewayFile): boolean {
  if (isEngine(file)) return !engines[file].gaps.some(({ gap }) => gap === 'cut-off');
  return file === 'revocations-json' || file === 'revocations-jwt';
}

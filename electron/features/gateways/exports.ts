import { type GatewayExport, gatewayExportSchema } from '../../../shared/domain/gateway.ts';
import { all, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { json } from '../../base/database/values.ts';

const exportRow = gatewayExportSchema.extend({ kids: json(gatewayExportSchema.shape.kids) });

export function listExports(db: ReadableDb): GatewayExport[] {
  const rows = all(
    db,
    'SELECT file, number, exported_at AS exportedAt, kids, revoked FROM gateway_export',
  );
  return readable(exportRow, rows);
}

/** Records a file's latest export under the next number. */
export function rememberExport(
  db: WritableDb,
  { file, exportedAt, kids, revoked }: NewExport,
): void {
  runOne(
    db,
    `INSERT INTO gateway_export (file, number, exported_at, kids, revoked) VALUES (?, 1, ?, ?, ?)
     ON CONFLICT (file) DO UPDATE SET number = number + 1, exported_at = excluded.exported_at,
       kids = excluded.kids, revoked = excluded.revoked`,
    file,
    exportedAt,
    JSON.stringify(kids),
    revoked,
  );
}

type NewExport = Pick<GatewayExport, 'file' | 'exportedAt' | 'revoked'> & {
  readonly kids: readonly string[];
};

import { z } from 'zod';
import { type Wso2Fields, wso2FieldsSchema } from '../../../shared/domain/handover.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { first, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

export const noWso2Fields: Wso2Fields = wso2FieldsSchema.parse({});

/** A row that can't be read has none. */
export const wso2FieldsColumn = json(wso2FieldsSchema).catch(noWso2Fields);
const fieldsRow = z.object({ fields: wso2FieldsColumn }).optional();

/** What an archive from WSO2 had besides. */
export function readWso2Fields(db: ReadableDb, id: ApplicationId): Wso2Fields {
  const row = first(db, 'SELECT wso2_fields AS fields FROM application WHERE id = ?', id);
  return fieldsRow.parse(row)?.fields ?? noWso2Fields;
}

export function writeWso2Fields(db: WritableDb, id: ApplicationId, fields: Wso2Fields): void {
  runOne(db, 'UPDATE application SET wso2_fields = ? WHERE id = ?', JSON.stringify(fields), id);
}

import type { WorkspaceContents } from '../../../shared/domain/workspace.ts';
import { countRow, first, type ReadableDb } from '../../base/database/database.ts';

const countOf = (db: ReadableDb, from: string): number =>
  countRow.parse(first(db, `SELECT count(*) AS count FROM ${from}`)).count;

/** Counts what deleting the workspace would lose. */
export function countContents(db: ReadableDb): WorkspaceContents {
  return {
    applications: countOf(db, 'application WHERE deleted_at IS NULL'),
    apis: countOf(db, 'api WHERE deleted_at IS NULL'),
    tokens: countOf(db, 'token'),
    signingKeys: countOf(db, 'signing_key'),
  };
}

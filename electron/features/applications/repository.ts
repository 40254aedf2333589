import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Application,
  type ApplicationDraft,
  type ApplicationSummary,
  applicationSchema,
  applicationSummarySchema,
  tokenGlanceSchema,
} from '../../../shared/domain/application.ts';
import { type ApplicationId, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { inPages } from '../../base/database/in-pages.ts';
import { flag, json } from '../../base/database/values.ts';

/** The newest token of one key type, as one JSON value, or NULL. */
function glance(keyType: 'PRODUCTION' | 'SANDBOX'): string {
  return `(
    SELECT json_object('issuedAt', t.issued_at, 'expiresAt', t.expires_at,
      'neverExpires', t.never_expires, 'revokedAt', t.revoked_at)
    FROM token t JOIN application_keys k ON k.id = t.keys_id
    WHERE k.application_id = a.id AND k.key_type = '${keyType}'
    ORDER BY t.sequence DESC LIMIT 1)`;
}

const COLUMNS = `
  a.id, a.name, a.description, a.per_token_quota AS perTokenQuota,
  a.created_at AS createdAt, a.updated_at AS updatedAt,
  (SELECT count(*) FROM subscription s JOIN api ON api.id = s.api_id
   WHERE s.application_id = a.id AND s.deleted_at IS NULL AND api.deleted_at IS NULL
  ) AS subscriptionCount,
  ${glance('PRODUCTION')} AS production,
  ${glance('SANDBOX')} AS sandbox`;

const glanceColumn = json(tokenGlanceSchema.extend({ neverExpires: flag })).nullable();
const glances = { production: glanceColumn, sandbox: glanceColumn };
const summaryRow = applicationSummarySchema.extend(glances);
const applicationRow = applicationSchema.extend(glances);

const listedRow = summaryRow.extend({ nameKey: z.string() });

/** All, by name: read page by page, so that none is longer than another. */
export function listApplications(db: ReadableDb): ApplicationSummary[] {
  return [
    ...inPages((last: z.infer<typeof listedRow> | undefined, limit) =>
      z.array(listedRow).parse(
        all(
          db,
          `SELECT ${COLUMNS}, a.name_key AS nameKey FROM application a
         WHERE a.deleted_at IS NULL AND a.name_key > ? ORDER BY a.name_key LIMIT ?`,
          last?.nameKey ?? '',
          limit,
        ),
      ),
    ),
  ].map(({ nameKey: _nameKey, ...summary }) => summary);
}

export function findApplication(
  db: ReadableDb,
  id: ApplicationId,
  now: number,
): Application | undefined {
  const row = first(
    db,
    `SELECT ${COLUMNS}, a.number,
       (SELECT count(*) FROM token t INDEXED BY token_not_refused_by_application
        WHERE t.application_id = a.id AND t.refused_at IS NULL
          AND (t.never_expires = 1 OR t.expires_at > ?)) AS activeTokenCount
     FROM application a WHERE a.id = ? AND a.deleted_at IS NULL`,
    now,
    id,
  );
  return applicationRow.optional().parse(row);
}

/** Names are unique among the living without regard to case. */
export function applicationNameTaken(
  db: ReadableDb,
  name: string,
  except: ApplicationId | null,
): boolean {
  const row = first(
    db,
    'SELECT 1 FROM application WHERE name_key = ? AND deleted_at IS NULL AND id IS NOT ?',
    nameKey(name),
    except,
  );
  return row !== undefined;
}

export function insertApplication(
  db: WritableDb,
  draft: ApplicationDraft,
  now: number,
): ApplicationId {
  const id = applicationIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO application
       (id, name, name_key, description, per_token_quota, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    id,
    draft.name,
    nameKey(draft.name),
    draft.description,
    draft.perTokenQuota,
    now,
    now,
  );
  return id;
}

export function updateApplication(
  db: WritableDb,
  id: ApplicationId,
  draft: ApplicationDraft,
  now: number,
): void {
  runOne(
    db,
    `UPDATE application
     SET name = ?, name_key = ?, description = ?, per_token_quota = ?, updated_at = ?
     WHERE id = ? AND deleted_at IS NULL`,
    draft.name,
    nameKey(draft.name),
    draft.description,
    draft.perTokenQuota,
    now,
    id,
  );
}

export function deleteApplication(db: WritableDb, id: ApplicationId, now: number): void {
  runOne(db, 'UPDATE application SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', now, id);
}

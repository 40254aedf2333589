import { join } from 'node:path';
import { z } from 'zod';
import { workspaceCheckSchema } from '../../../shared/domain/backup.ts';
import { appErrorSchema } from '../../../shared/errors.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { jsonFile } from '../../base/files/json-file.ts';
import { currentPolicy } from '../../base/policy/current.ts';

const stateSchema = z.object({
  succeededAt: z.number().nullable().catch(null),
  error: appErrorSchema.nullable().catch(null),
  /** The second folder. */
  folder: z.string().nullable().catch(null),
  folderSucceededAt: z.number().nullable().catch(null),
  folderError: appErrorSchema.nullable().catch(null),
  lastCheck: workspaceCheckSchema.nullable().catch(null),
});
export type BackupState = z.infer<typeof stateSchema>;

const fileSchema = z.object({ workspaces: z.record(z.string(), stateSchema).catch({}) });

/** What this machine remembers about each workspace's backups. */
export function backupStates(home: string) {
  const file = jsonFile(join(home, 'backups.json'), fileSchema);
  const unknown = stateSchema.parse({});
  return {
    get: (id: WorkspaceId | null): BackupState =>
      underPolicy(file.read().workspaces[id ?? ''] ?? unknown),
    forget(id: WorkspaceId): void {
      const { [id]: _gone, ...workspaces } = file.read().workspaces;
      file.write({ workspaces });
    },
    change(id: WorkspaceId, patch: Partial<BackupState>): void {
      const { workspaces } = file.read();
      file.write({
        workspaces: { ...workspaces, [id]: { ...unknown, ...workspaces[id], ...patch } },
      });
    },
  };
}

/** An administrator may prescribe the second folder. */
function underPolicy(state: BackupState): BackupState {
  const { backupFolder } = currentPolicy().rules;
  return backupFolder === undefined ? state : { ...state, folder: backupFolder };
}

export type BackupStates = ReturnType<typeof backupStates>;

import type { Shell } from '../base/context/shell.ts';
import type { BackupKeeper } from '../features/backup/backups.ts';
import { createMergeHandlers } from '../features/merge/handlers.ts';
import { createSalvageHandlers } from '../features/salvage/handlers.ts';
import type { WorkspaceManager } from '../features/workspace/manager.ts';
import { createDiagnosisHandlers } from './diagnosis-handlers.ts';

interface RescueOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
  readonly version: string;
}

/** The calls for a damaged workspace, and for two copies of one. */
export function createRescueHandlers(
  manager: WorkspaceManager,
  keeper: Pick<BackupKeeper, 'before'>,
  options: RescueOptions,
) {
  return {
    ...createSalvageHandlers(manager, options),
    ...createDiagnosisHandlers({ ...options, isOpen: () => manager.session() !== null }),
    ...createMergeHandlers(manager, {
      ...options,
      before: (open) => keeper.before(open, 'restore'),
    }),
  };
}

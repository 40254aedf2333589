import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import css from './entrance.module.css';
import { RestoreDialog } from './restore-dialog.tsx';
import { SalvageDialog } from './salvage-dialog.tsx';

type RestoreEntryProps = Readonly<{
  /** The file that may be damaged, which is offered to be salvaged; null for none. */
  salvages?: Pick<WorkspaceState, 'name'> | null;
}>;

/** Restoring a backup, before a workspace that is locked or can't be opened. */
export function RestoreEntry({ salvages = null }: RestoreEntryProps) {
  const [dialog, setDialog] = useState<'restore' | 'salvage' | null>(null);
  const close = (): void => setDialog(null);
  return (
    <>
      <div className={css['ways']}>
        <Button variant="quiet" onPress={() => setDialog('restore')}>
          {t('backup.open')}
        </Button>
        {salvages !== null && (
          <Button variant="quiet" onPress={() => setDialog('salvage')}>
            {t('salvage.open')}
          </Button>
        )}
      </div>
      {dialog === 'restore' && <RestoreDialog onClose={close} />}
      {dialog === 'salvage' && salvages !== null && (
        <SalvageDialog workspace={salvages} onClose={close} />
      )}
    </>
  );
}

import { useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

/** Restoring a backup, before a workspace that is locked or can't be opened. */
export function RestoreEntry() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ButtonRow>
        <Button variant="quiet" onPress={() => setOpen(true)}>
          {t('backup.open')}
        </Button>
      </ButtonRow>
      {isOpen && <RestoreDialog onClose={() => setOpen(false)} />}
    </>
  );
}

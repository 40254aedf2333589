import { FolderOpen } from 'lucide-react';
import { t } from '../../../shared/words/words.ts';
import { runCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgramFacts } from './program-facts.tsx';

/** What a report needs. The program opens no address: it has no network. */
export function ReportDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('help.reportTitle')}
      footer={
        <>
          <Button icon={FolderOpen} onPress={() => runCommand('help.log')}>
            {t('command.help.log')}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <p>{t('help.reportText')}</p>
      <p>{t('help.reportSecrets')}</p>
      <ProgramFacts />
    </Dialog>
  );
}

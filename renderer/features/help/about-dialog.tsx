import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import css from './help.module.css';
import { ProgramFacts } from './program-facts.tsx';

/** Which version runs where. */
export function AboutDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('command.help.about')}
      footer={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <div className={css['about']}>
        <Mark size={48} />
        <p>{t('help.aboutText')}</p>
      </div>
      <ProgramFacts />
    </Dialog>
  );
}

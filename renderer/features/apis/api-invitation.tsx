import { FileUp, Plus } from 'lucide-react';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { FileDropPrompt, FileDropZone } from '../../ui/file-drop-zone.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { HelpLink } from '../../ui/help-link.tsx';
import css from './api-invitation.module.css';
import { newApi } from './api-store.ts';
import { chooseFiles, readFiles, useImport } from './import-store.ts';

/** What the page is for, while it is empty. */
export function ApiInvitation() {
  const isReading = useImport((state) => state.reading !== null);
  return (
    <FileDropZone label={t('api.dropHere')} onFiles={readFiles} isFilling takesFolders>
      <div className={css['invitation']}>
        <FileDropPrompt
          title={t('api.invitationTitle')}
          text={t('api.invitation')}
          action={
            <ButtonRow>
              <Button icon={Plus} onPress={newApi}>
                {t('api.add')}
              </Button>
              <Button
                variant="primary"
                icon={FileUp}
                onPress={chooseFiles}
                disabledReason={isReading ? t('import.busy') : undefined}
              >
                {t('api.import')}
              </Button>
            </ButtonRow>
          }
        />
        <p className={css['help']}>
          <HelpLink />
        </p>
      </div>
    </FileDropZone>
  );
}

import { FileUp, Plus } from 'lucide-react';
import { apiImportStrings } from '../../strings/api-import.ts';
import { apiStrings } from '../../strings/apis.ts';
import { Button } from '../../ui/button.tsx';
import { FileDropPrompt, FileDropZone } from '../../ui/file-drop-zone.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import css from './api-invitation.module.css';
import { newApi } from './api-store.ts';
import { chooseFiles, readFiles, useImport } from './import-store.ts';

/** What the page is for, while it is empty. */
export function ApiInvitation() {
  const isReading = useImport((state) => state.reading !== null);
  return (
    <FileDropZone label={apiStrings.dropHere} onFiles={readFiles} isFilling takesFolders>
      <div className={css['invitation']}>
        <FileDropPrompt
          title={apiStrings.invitationTitle}
          text={apiStrings.invitation}
          action={
            <ButtonRow>
              <Button icon={Plus} onPress={newApi}>
                {apiStrings.add}
              </Button>
              <Button
                variant="primary"
                icon={FileUp}
                onPress={chooseFiles}
                disabledReason={isReading ? apiImportStrings.busy : undefined}
              >
                {apiStrings.import}
              </Button>
            </ButtonRow>
          }
        />
      </div>
    </FileDropZone>
  );
}

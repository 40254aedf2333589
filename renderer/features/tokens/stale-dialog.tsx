import type { TokenSummary } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StaleReasons } from './stale-reasons.tsx';

type StaleDialogProps = Readonly<{ token: TokenSummary; onClose: () => void }>;

/** Why a token of the ledger is stale, and the way to a new one. */
export function StaleDialog({ token, onClose }: StaleDialogProps) {
  const { id, applicationId, applicationName, keyType } = token;
  const { data = [] } = useChannel('token:stale-reasons', { id });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('tokens.staleTitle')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.close')}</Button>
          <Button
            variant="primary"
            onPress={() => openApplication(applicationId, keysTabs[keyType])}
          >
            {t('tokens.open')}
          </Button>
        </>
      }
    >
      <p>{t('tokens.staleText', { owner: ownerName(applicationName, keyType) })}</p>
      <StaleReasons reasons={data} />
    </Dialog>
  );
}

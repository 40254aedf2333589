import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { beginCopy } from '../../program/begin-copy.ts';
import { openApplication } from '../../program/navigation.ts';
import { showToast } from '../../ui/toasts.tsx';
import { copyToken } from '../tokens/copy-token.ts';

/** Copies the current Production access token from elsewhere, or links to where to create one. */
export async function copyProductionToken({ id, name }: ApplicationSummary): Promise<void> {
  const isNewest = beginCopy();
  const view = await window.latchkey.call('keys:get', { applicationId: id, keyType: 'PRODUCTION' });
  if (!isNewest()) return;
  if (!view.ok) {
    showToast({ key: 'copied', tone: 'danger', title: errorText(view.error) });
    return;
  }
  const { token } = view.value;
  const action = {
    label: t('application.toProductionKeys'),
    onPress: () => openApplication(id, 'production-keys'),
  };
  if (token !== null) {
    await copyToken(token, action);
    return;
  }
  showToast({
    key: 'copied',
    tone: 'warning',
    title: t('application.noToken', { application: name }),
    description: t('tokenStatus.notCopied'),
    action,
  });
}

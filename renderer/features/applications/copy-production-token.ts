import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { openApplication } from '../../program/navigation.ts';
import { applicationStrings as words } from '../../strings/applications.ts';
import { tokenFateStrings } from '../../strings/token-fate.ts';
import { showToast } from '../../ui/toasts.tsx';
import { copyToken } from '../tokens/copy-token.ts';

/** Copies the current Production access token from afar; else offers the place to make one. */
export async function copyProductionToken({ id, name }: ApplicationSummary): Promise<void> {
  const view = await window.latchkey.call('keys:get', { applicationId: id, keyType: 'PRODUCTION' });
  if (!view.ok) {
    showToast({ key: 'copied', tone: 'danger', title: errorText(view.error) });
    return;
  }
  const { token } = view.value;
  const action = {
    label: words.toProductionKeys,
    onPress: () => openApplication(id, 'production-keys'),
  };
  if (token !== null) {
    await copyToken(token, action);
    return;
  }
  showToast({
    key: 'copied',
    tone: 'warning',
    title: words.noToken(name),
    description: tokenFateStrings.notCopied,
    action,
  });
}

import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { program } from '../../program/bridge.ts';
import { openApplication } from '../../program/navigation.ts';
import { applicationStrings as words } from '../../strings/applications.ts';
import { errorText } from '../../strings/errors.ts';
import { ownerName } from '../../strings/key-types.ts';
import { showToast } from '../../ui/toasts.tsx';
import { copySecret } from '../secrets/copy-secret.ts';

/**
 * Copies the current Production access token from afar. One that no gateway takes any more is not
 * copied: where it stands nobody sees its status, and the place to re-generate it is offered.
 */
export async function copyProductionToken({ id, name }: ApplicationSummary): Promise<void> {
  const keyType = 'PRODUCTION';
  const view = await program().call('keys:get', { applicationId: id, keyType });
  if (!view.ok) {
    showToast({ key: 'copied', tone: 'danger', title: errorText(view.error) });
    return;
  }
  const { token } = view.value;
  const state = token === null ? 'none' : tokenState(token, Date.now());
  const owner = ownerName(name, keyType);
  if (token !== null && state === 'active') {
    await copySecret({ kind: 'access-token', id: token.id }, owner);
    return;
  }
  showToast({
    key: 'copied',
    tone: 'warning',
    title: token === null ? words.noToken(name) : words.tokenNotActive(owner, state === 'revoked'),
    description: words.notCopied,
    action: {
      label: words.toProductionKeys,
      onPress: () => openApplication(id, 'production-keys'),
    },
  });
}

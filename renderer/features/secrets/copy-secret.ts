import type { SecretRef } from '../../../shared/domain/secret.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { beginCopy } from '../../program/begin-copy.ts';
import { showToast } from '../../ui/toasts.tsx';

/**
 * Has the program copy a value, which never passes through the page. A toast says what was copied
 * and how long it stays.
 *
 * @param owner whose it is: "Petshop, Production".
 * @param warning a further sentence about it.
 */
export async function copySecret(ref: SecretRef, owner: string, warning?: string): Promise<void> {
  beginCopy();
  const result = await window.latchkey.call('secret:copy', ref);
  const key = 'copied';
  if (result.ok) {
    const copied = result.value.clears
      ? t('secret.copied', { seconds: result.value.clearsInSeconds })
      : t('secret.copiedToStay');
    showToast({
      key,
      tone: warning === undefined ? 'success' : 'warning',
      title: t('secret.of', { secret: t(`secret.names.${ref.kind}`), owner }),
      description: warning === undefined ? copied : `${warning} ${copied}`,
    });
    return;
  }
  showToast({
    key,
    tone: 'danger',
    title: t('secret.notCopied'),
    description: errorText(result.error),
  });
}

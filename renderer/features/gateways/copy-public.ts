import type { Input } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Copies something public in the program, and says so. */
export async function copyPublic(what: Input<'gateway:copy'>['what'], title: string) {
  const result = await window.latchkey.call('gateway:copy', { what });
  // One toast for all copies: each copy replaces the last one on the clipboard.
  const key = 'copied';
  if (result.ok) {
    showToast({ key, tone: 'success', title, description: t('gateways.jwksCopied') });
  } else {
    const description = errorText(result.error);
    showToast({ key, tone: 'danger', title: t('gateways.notCopied'), description });
  }
}

import type { GatewayFile } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Exports one file of the page, and says where it is. */
export function useExport(file: GatewayFile, done: string) {
  const { run, pending } = useAction('gateway:export');
  async function write(): Promise<void> {
    const result = await run({ file });
    const key = 'gateway-file';
    if (!result.ok) {
      const description = errorText(result.error);
      showToast({ key, tone: 'danger', title: t('gateways.notExported'), description });
    } else if (result.value !== null) {
      showToast({ key, tone: 'success', title: done, description: result.value.path });
    }
  }
  return { write, pending };
}

import { useState } from 'react';
import type { GatewayFile } from '../../../shared/domain/gateway.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { callConfirmed } from '../../program/presence.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Exports a file, and says where it is. */
export async function exportFile(file: GatewayFile, done: string): Promise<void> {
  const result = await callConfirmed('gateway:export', { file });
  const key = 'gateway-file';
  if (!result.ok) {
    const description = errorText(result.error);
    showToast({ key, tone: 'danger', title: t('gateways.notExported'), description });
  } else if (result.value !== null) {
    showToast({ key, tone: 'success', title: done, description: result.value.path });
  }
}

/** The same for a button. */
export function useExport(file: GatewayFile, done: string) {
  const [pending, setPending] = useState(false);
  async function write(): Promise<void> {
    setPending(true);
    await exportFile(file, done);
    setPending(false);
  }
  return { write, pending };
}

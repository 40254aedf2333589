import { Download } from 'lucide-react';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { MenuButton } from '../../ui/menu-button.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Writes the whole log to a file. */
export function ExportActivity() {
  return (
    <MenuButton
      action="activity.exportAs"
      label={t('activity.exportAs')}
      icon={Download}
      entries={[
        { id: 'json', label: t('activity.exportJson'), onAction: () => void exportAs('json') },
        { id: 'csv', label: t('activity.exportCsv'), onAction: () => void exportAs('csv') },
      ]}
    />
  );
}

async function exportAs(format: 'json' | 'csv'): Promise<void> {
  const saved = await window.latchkey.call('activity:export', { format });
  if (!saved.ok) showToast({ title: errorText(saved.error), tone: 'danger' });
  else if (saved.value !== null) {
    showToast({ title: t('activity.exported', { path: saved.value.path }), tone: 'success' });
  }
}

import { Download } from 'lucide-react';
import { errorText } from '../../../shared/words/en/errors.ts';
import { activityStrings as words } from '../../strings/activity.ts';
import { MenuButton } from '../../ui/menu-button.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Writes the whole log to a file. */
export function ExportActivity() {
  return (
    <MenuButton
      label={words.exportAs}
      icon={Download}
      entries={[
        { id: 'json', label: words.exportJson, onAction: () => void exportAs('json') },
        { id: 'csv', label: words.exportCsv, onAction: () => void exportAs('csv') },
      ]}
    />
  );
}

async function exportAs(format: 'json' | 'csv'): Promise<void> {
  const saved = await window.latchkey.call('activity:export', { format });
  if (!saved.ok) showToast({ title: errorText(saved.error), tone: 'danger' });
  else if (saved.value !== null) {
    showToast({ title: words.exported(saved.value.path), tone: 'success' });
  }
}

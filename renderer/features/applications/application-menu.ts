import { Download, Trash2 } from 'lucide-react';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { openApplicationDialog } from './application-store.ts';

/** Rarer actions on an application: in its page's "More" menu and in its row's menu. */
export function moreOf(id: ApplicationId): readonly MenuEntry[] {
  return [
    {
      id: 'export',
      label: t('application.export'),
      icon: Download,
      onAction: () => openApplicationDialog('export', id),
    },
    'separator',
    {
      id: 'delete',
      label: t('application.delete'),
      icon: Trash2,
      isDanger: true,
      onAction: () => openApplicationDialog('delete', id),
    },
  ];
}

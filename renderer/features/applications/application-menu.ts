import { Download, Trash2 } from 'lucide-react';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { applicationStrings as words } from '../../strings/applications.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { openApplicationDialog } from './application-store.ts';

/** What is done to an application more seldom: behind the dots of its page, and in the menu of its row. */
export function moreOf(id: ApplicationId): readonly MenuEntry[] {
  return [
    {
      id: 'export',
      label: words.export,
      icon: Download,
      onAction: () => openApplicationDialog('export', id),
    },
    'separator',
    {
      id: 'delete',
      label: words.delete,
      icon: Trash2,
      isDanger: true,
      onAction: () => openApplicationDialog('delete', id),
    },
  ];
}

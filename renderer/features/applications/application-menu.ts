import { CopyPlus, Download, Star, StarOff, Trash2 } from 'lucide-react';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { t } from '../../../shared/words/words.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { openApplicationDialog } from './application-store.ts';
import { markFavourite } from './arrange.ts';

type Named = Pick<ApplicationSummary, 'id' | 'isFavourite'>;

/** Rarer actions on an application: in its page's "More" menu and in its row's menu. */
export function moreOf({ id, isFavourite }: Named): readonly MenuEntry[] {
  return [
    {
      id: 'favourite',
      label: isFavourite ? t('application.unmark') : t('application.mark'),
      icon: isFavourite ? StarOff : Star,
      onAction: () => void markFavourite({ ids: [id] }, !isFavourite),
    },
    {
      id: 'duplicate',
      label: t('application.duplicate'),
      icon: CopyPlus,
      onAction: () => openApplicationDialog('duplicate', id),
    },
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

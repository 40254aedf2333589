import { Ban, Copy, Download, SquareArrowOutUpRight } from 'lucide-react';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { copyToken } from './copy-token.ts';

type Act = (token: TokenSummary) => void;

type Actions = Readonly<{
  onExport: Act;
  onRevoke: Act;
  /** Left out where the token's application is open already. */
  onOpen?: Act;
}>;

/** What can be done with one token, for its menu. */
export function tokenEntries(
  token: TokenSummary,
  { onExport, onRevoke, onOpen }: Actions,
): readonly MenuEntry[] {
  const needsActive = activeOf([token]).length > 0 ? undefined : t('tokens.notActive');
  const open: readonly MenuEntry[] =
    onOpen === undefined
      ? []
      : [
          {
            id: 'open',
            label: t('tokens.open'),
            icon: SquareArrowOutUpRight,
            onAction: () => onOpen(token),
          },
        ];
  return [
    {
      id: 'copy',
      label: t('tokens.copyOne'),
      icon: Copy,
      disabledReason: needsActive,
      onAction: () => void copyToken(token),
    },
    {
      id: 'export',
      label: t('tokens.exportSome', { count: 1 }),
      icon: Download,
      onAction: () => onExport(token),
    },
    ...open,
    'separator',
    {
      id: 'revoke',
      label: t('tokens.revoke'),
      icon: Ban,
      isDanger: true,
      disabledReason: needsActive,
      onAction: () => onRevoke(token),
    },
  ];
}

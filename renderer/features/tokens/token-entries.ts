import {
  Ban,
  CircleQuestionMark as CircleHelp,
  Copy,
  Download,
  GitCompareArrows,
  SquareArrowOutUpRight,
} from 'lucide-react';
import { copyForms } from '../../../shared/domain/secret.ts';
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
  /** Against the current token, or against the other one that is selected. */
  onCompare?: Act | undefined;
  onStale?: Act;
}>;

/** What can be done with one token, for its menu. */
export function tokenEntries(
  token: TokenSummary,
  { onExport, onRevoke, onOpen, onCompare, onStale }: Actions,
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
  const more: MenuEntry[] = [];
  if (onCompare !== undefined) {
    more.push({
      id: 'compare',
      label: token.current ? t('tokens.compareTwo') : t('tokens.compareCurrent'),
      icon: GitCompareArrows,
      onAction: () => onCompare(token),
    });
  }
  if (onStale !== undefined && token.stale) {
    more.push({
      id: 'stale',
      label: t('tokens.whyStale'),
      icon: CircleHelp,
      onAction: () => onStale(token),
    });
  }
  return [
    {
      id: 'copy',
      label: t('tokens.copyOne'),
      icon: Copy,
      disabledReason: needsActive,
      onAction: () => void copyToken(token),
    },
    ...copyForms.map((form) => ({
      id: `copy-${form}`,
      label: t(`tokens.copyAs.${form}`),
      disabledReason: needsActive,
      onAction: () => void copyToken(token, undefined, form),
    })),
    {
      id: 'export',
      label: t('tokens.exportSome', { count: 1 }),
      icon: Download,
      onAction: () => onExport(token),
    },
    ...open,
    ...more,
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

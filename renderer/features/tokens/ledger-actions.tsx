import { Ban, Copy, Download, SquareArrowOutUpRight } from 'lucide-react';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
import { Button } from '../../ui/button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Toolbar } from '../../ui/toolbar.tsx';
import { copyToken } from './copy-token.ts';

export function openOwner({ applicationId, keyType }: TokenSummary): void {
  openApplication(applicationId, keysTabs[keyType]);
}

interface Asking {
  readonly onExport: (tokens: readonly TokenSummary[]) => void;
  readonly onRevoke: (tokens: readonly TokenSummary[]) => void;
}

type LedgerToolbarProps = Asking & Readonly<{ selected: readonly TokenSummary[] }>;

/** What can be done with the selected tokens; without any, everything can be exported. */
export function LedgerToolbar({ selected, onExport, onRevoke }: LedgerToolbarProps) {
  const [only] = selected.length === 1 ? selected : [];
  const active = activeOf(selected);
  const needsOne = only === undefined ? words.selectOne : undefined;
  const needsActive = active.length === 0 ? words.notActive : undefined;
  return (
    <Toolbar label={words.toolbar}>
      <Button
        icon={Copy}
        disabledReason={needsOne ?? needsActive}
        onPress={() => only && void copyToken(only)}
      >
        {words.copy}
      </Button>
      <Button
        icon={SquareArrowOutUpRight}
        disabledReason={needsOne}
        onPress={() => only && openOwner(only)}
      >
        {words.open}
      </Button>
      <Button
        icon={Ban}
        disabledReason={active.length === 0 ? words.selectActive : undefined}
        onPress={() => onRevoke(active)}
      >
        {words.revoke}
      </Button>
      <Button icon={Download} onPress={() => onExport(selected)}>
        {selected.length === 0 ? words.exportCurrent : words.exportSome(selected.length)}
      </Button>
    </Toolbar>
  );
}

/** The same for one row, by its menu. */
export function rowEntries(token: TokenSummary, { onExport, onRevoke }: Asking): MenuEntry[] {
  const active = activeOf([token]);
  const needsActive = active.length === 0 ? words.notActive : undefined;
  return [
    {
      id: 'copy',
      label: words.copyOne,
      icon: Copy,
      disabledReason: needsActive,
      onAction: () => void copyToken(token),
    },
    { id: 'export', label: words.exportSome(1), icon: Download, onAction: () => onExport([token]) },
    {
      id: 'open',
      label: words.open,
      icon: SquareArrowOutUpRight,
      onAction: () => openOwner(token),
    },
    'separator',
    {
      id: 'revoke',
      label: words.revoke,
      icon: Ban,
      isDanger: true,
      disabledReason: needsActive,
      onAction: () => onRevoke(active),
    },
  ];
}

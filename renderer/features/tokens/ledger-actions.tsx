import { Ban, Copy, Download, SquareArrowOutUpRight } from 'lucide-react';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
import { Button } from '../../ui/button.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { copyToken } from './copy-token.ts';

export function openOwner({ applicationId, keyType }: TokenSummary): void {
  openApplication(applicationId, keysTabs[keyType]);
}

type LedgerToolbarProps = Readonly<{
  selected: readonly TokenSummary[];
  onExport: (tokens: readonly TokenSummary[]) => void;
  onRevoke: (tokens: readonly TokenSummary[]) => void;
}>;

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

import { Ban, Copy, Download, SquareArrowOutUpRight } from 'lucide-react';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
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
  const needsOne = only === undefined ? t('tokens.selectOne') : undefined;
  const needsActive = active.length === 0 ? t('tokens.notActive') : undefined;
  return (
    <Toolbar label={t('tokens.toolbar')}>
      <Button
        icon={Copy}
        disabledReason={needsOne ?? needsActive}
        onPress={() => only && void copyToken(only)}
      >
        {t('tokens.copy')}
      </Button>
      <Button
        icon={SquareArrowOutUpRight}
        disabledReason={needsOne}
        onPress={() => only && openOwner(only)}
      >
        {t('tokens.open')}
      </Button>
      <Button
        icon={Ban}
        disabledReason={active.length === 0 ? t('tokens.selectActive') : undefined}
        onPress={() => onRevoke(active)}
      >
        {t('tokens.revoke')}
      </Button>
      <Button icon={Download} onPress={() => onExport(selected)}>
        {selected.length === 0
          ? t('tokens.exportCurrent')
          : t('tokens.exportSome', { count: selected.length })}
      </Button>
    </Toolbar>
  );
}

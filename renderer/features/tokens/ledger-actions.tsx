import { Ban, Copy, Download, RefreshCw, SquareArrowOutUpRight } from 'lucide-react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { openBulk } from '../bulk/bulk-store.ts';
import { activePart, countsOf, type Selection } from '../export/token-selection.ts';
import { copyToken } from './copy-token.ts';

export function openOwner({ applicationId, keyType }: TokenSummary): void {
  openApplication(applicationId, keysTabs[keyType]);
}

/** The current ones among them; others are left out, with the reason. */
function regenerate(selected: Selection): void {
  const tokens =
    selected.of === 'filter'
      ? { filter: selected.filter }
      : { ids: selected.tokens.map(({ id }) => id) };
  const selection = t('bulk.ofSelection', { count: countsOf(selected).found });
  openBulk({ what: 'regenerate', tokens, selection });
}

type LedgerToolbarProps = Readonly<{
  selected: Selection;
  /** Exported if nothing is selected: all matches of the filter; null for the current tokens. */
  found: Selection | null;
  onExport: (tokens: Selection | null) => void;
  onRevoke: (tokens: Selection) => void;
}>;

/** What can be done with the selected tokens; without any, what is listed can be exported. */
export function LedgerToolbar({ selected, found, onExport, onRevoke }: LedgerToolbarProps) {
  const counts = countsOf(selected);
  const [only] = selected.of === 'tokens' && counts.found === 1 ? selected.tokens : [];
  const needsOne = only === undefined ? t('tokens.selectOne') : undefined;
  const needsActive = counts.active === 0 ? t('tokens.notActive') : undefined;
  const exported = counts.found > 0 ? selected : found;
  const count = exported === null ? null : countsOf(exported).found;
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
        icon={RefreshCw}
        disabledReason={counts.found === 0 ? t('tokens.selectAny') : undefined}
        onPress={() => regenerate(selected)}
      >
        {t('tokens.regenerate')}
      </Button>
      <Button
        icon={Ban}
        disabledReason={counts.active === 0 ? t('tokens.selectActive') : undefined}
        onPress={() => onRevoke(activePart(selected))}
      >
        {t('tokens.revoke')}
      </Button>
      <Button
        icon={Download}
        disabledReason={count === 0 ? t('tokens.noMatchTitle') : undefined}
        onPress={() => onExport(exported)}
      >
        {count === null ? t('tokens.exportCurrent') : t('tokens.exportSome', { count })}
      </Button>
    </Toolbar>
  );
}

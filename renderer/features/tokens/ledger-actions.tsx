import { Ban, Copy, Download, RefreshCw, SquareArrowOutUpRight } from 'lucide-react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { openBulk } from '../bulk/bulk-store.ts';
import { activePart, countsOf, noTokens, type Selection } from '../export/token-selection.ts';
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

/** All matches of a filter, while it isn't known how many these are. */
export type Counting = 'counting';

type LedgerToolbarProps = Readonly<{
  selected: Selection | Counting;
  /** Exported if nothing is selected: all matches of the filter; null for the current tokens. */
  found: Selection | Counting | null;
  onExport: (tokens: Selection | null) => void;
  onRevoke: (tokens: Selection) => void;
}>;

/** What can be done with the selected tokens; without any, what is listed can be exported. */
export function LedgerToolbar({ selected, found, onExport, onRevoke }: LedgerToolbarProps) {
  const chosen = selected === 'counting' ? noTokens : selected;
  const counts = countsOf(chosen);
  const [only] = chosen.of === 'tokens' && counts.found === 1 ? chosen.tokens : [];
  const needsOne = only === undefined ? t('tokens.selectOne') : undefined;
  const needsActive = counts.active === 0 ? t('tokens.notActive') : undefined;
  /** Why nothing can be done with the selection, or else this. */
  const unlessCounting = (reason: string | undefined): string | undefined =>
    selected === 'counting' ? t('tokens.counting') : reason;
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
        disabledReason={unlessCounting(counts.found === 0 ? t('tokens.selectAny') : undefined)}
        onPress={() => regenerate(chosen)}
      >
        {t('tokens.regenerate')}
      </Button>
      <Button
        icon={Ban}
        disabledReason={unlessCounting(counts.active === 0 ? t('tokens.selectActive') : undefined)}
        onPress={() => onRevoke(activePart(chosen))}
      >
        {t('tokens.revoke')}
      </Button>
      <ExportButton
        exported={selected === 'counting' || counts.found > 0 ? selected : found}
        onExport={onExport}
      />
    </Toolbar>
  );
}

type ExportButtonProps = Readonly<{
  exported: Selection | Counting | null;
  onExport: (tokens: Selection | null) => void;
}>;

function ExportButton({ exported, onExport }: ExportButtonProps) {
  if (exported === 'counting') {
    return (
      <Button icon={Download} disabledReason={t('tokens.counting')}>
        {t('tokens.exportMatches')}
      </Button>
    );
  }
  const count = exported === null ? null : countsOf(exported).found;
  return (
    <Button
      icon={Download}
      disabledReason={count === 0 ? t('tokens.noMatchTitle') : undefined}
      onPress={() => onExport(exported)}
    >
      {count === null ? t('tokens.exportCurrent') : t('tokens.exportSome', { count })}
    </Button>
  );
}

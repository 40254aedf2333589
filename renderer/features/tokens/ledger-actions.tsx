import { Ban, Copy, Download, RefreshCw, SquareArrowOutUpRight, X } from 'lucide-react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { classesOf } from '../../ui/classes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { openBulk } from '../bulk/bulk-store.ts';
import { activePart, countsOf, noTokens, type Selection } from '../export/token-selection.ts';
import { copyToken } from './copy-token.ts';
import css from './selection-bar.module.css';

const cx = classesOf(css);

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

type SelectionBarProps = Readonly<{
  selected: Selection | Counting;
  onExport: (tokens: Selection | null) => void;
  onRevoke: (tokens: Selection) => void;
  onClear: () => void;
}>;

/** What can be done with the selected tokens; there while some are selected. */
export function SelectionBar({ selected, onExport, onRevoke, onClear }: SelectionBarProps) {
  const isCounting = selected === 'counting';
  const chosen = isCounting ? noTokens : selected;
  const counts = countsOf(chosen);
  if (!isCounting && counts.found === 0) return null;
  const [only] = chosen.of === 'tokens' && counts.found === 1 ? chosen.tokens : [];
  /** Why nothing can be done with the selection, or else this. */
  const unlessCounting = (reason: string | undefined): string | undefined =>
    isCounting ? t('tokens.counting') : reason;
  return (
    <div className={cx('place')} data-bottom-bar>
      <div className={cx('bar')}>
        <span className={cx('count')}>
          {isCounting ? t('tokens.counting') : t('tokens.selected', { count: counts.found })}
        </span>
        <Toolbar label={t('tokens.toolbar')}>
          {only !== undefined && (
            <>
              <Button
                variant="quiet"
                icon={Copy}
                disabledReason={counts.active === 0 ? t('tokens.notActive') : undefined}
                onPress={() => void copyToken(only)}
              >
                {t('tokens.copy')}
              </Button>
              <Button variant="quiet" icon={SquareArrowOutUpRight} onPress={() => openOwner(only)}>
                {t('tokens.open')}
              </Button>
            </>
          )}
          <ExportButton variant="quiet" exported={selected} onExport={onExport} />
          <Button
            variant="quiet"
            icon={RefreshCw}
            disabledReason={unlessCounting(undefined)}
            onPress={() => regenerate(chosen)}
          >
            {t('tokens.regenerate')}
          </Button>
          <Button
            variant="quiet"
            icon={Ban}
            disabledReason={unlessCounting(
              counts.active === 0 ? t('tokens.selectActive') : undefined,
            )}
            onPress={() => onRevoke(activePart(chosen))}
          >
            {t('tokens.revoke')}
          </Button>
          <IconButton icon={X} label={t('tokens.clearSelection')} onPress={onClear} />
        </Toolbar>
      </div>
    </div>
  );
}

type ExportButtonProps = Readonly<{
  variant?: 'default' | 'quiet';
  /** All matches of the filter, or the selected ones; null for the current tokens. */
  exported: Selection | Counting | null;
  onExport: (tokens: Selection | null) => void;
}>;

export function ExportButton({ variant, exported, onExport }: ExportButtonProps) {
  if (exported === 'counting') {
    return (
      <Button variant={variant} icon={Download} disabledReason={t('tokens.counting')}>
        {t('tokens.exportMatches')}
      </Button>
    );
  }
  const count = exported === null ? null : countsOf(exported).found;
  return (
    <Button
      variant={variant}
      icon={Download}
      disabledReason={count === 0 ? t('tokens.noMatchTitle') : undefined}
      onPress={() => onExport(exported)}
    >
      {count === null ? t('tokens.exportCurrent') : t('tokens.exportSome', { count })}
    </Button>
  );
}

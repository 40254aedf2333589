import { useState } from 'react';
import type { LedgerFilter } from '../../../shared/domain/ledger-filter.ts';
import { activeOf, type TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenCounts } from '../../../shared/domain/token-filter.ts';
import { t } from '../../../shared/words/words.ts';
import { type CallError, useChannel } from '../../program/calls.ts';
import { useNow } from '../../ui/use-now.ts';
import hiddenCss from '../../ui/visually-hidden.module.css';
import { tokenFilter } from './ledger-store.ts';

/** The rows of a filter that are loaded. */
interface Loaded {
  readonly tokens: readonly TokenSummary[];
  /** Whether they are those of the last filter, until this one is answered. */
  readonly areOld: boolean;
  readonly more: boolean;
}

interface Counted {
  /** How many tokens match, or null while they are counted. */
  readonly counts: TokenCounts | null;
  /** Why they couldn't be counted. */
  readonly error: CallError | null;
}

/**
 * How many tokens match. That is asked only once the rows are there,
 * so that no row waits for it, and only if not all of them are.
 */
export function useCounts(asked: LedgerFilter, { tokens, areOld, more }: Loaded): Counted {
  const now = useNow(60_000);
  const { data, isPlaceholderData, error } = useChannel(
    'token:count',
    { ...tokenFilter(asked), asker: 'ledger' },
    { enabled: more && !areOld, keepPrevious: true, onlyNewest: true },
  );
  if (!more) {
    const active = activeOf(tokens, now).length;
    return { counts: { found: tokens.length, active }, error: null };
  }
  // The last filter's number goes with its rows.
  const isCounting = data === undefined || (isPlaceholderData && !areOld);
  return { counts: isCounting ? null : data, error };
}

type LedgerCountProps = Readonly<{ counts: TokenCounts | null; asked: LedgerFilter }>;

/** Says the number to screen readers once, if it came after the rows; later changes aren't said. */
export function LedgerCount({ counts, asked }: LedgerCountProps) {
  const [waited, setWaited] = useState<{ for: LedgerFilter; text: string } | null>(null);
  const isAwaited = waited?.for === asked;
  if (counts === null && !isAwaited) setWaited({ for: asked, text: '' });
  if (counts !== null && isAwaited && waited.text === '') {
    setWaited({ for: asked, text: t('tokens.counted', counts) });
  }
  return isAwaited ? <output className={hiddenCss['hidden']}>{waited.text}</output> : null;
}

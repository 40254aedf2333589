import type { Ref } from 'react';
import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import css from './ledger.module.css';
import { narrowLedger, useLedgerFilter } from './ledger-store.ts';

const states = (['all', ...tokenStates] as const).map((id) => ({ id, label: words.states[id] }));
const types = (['all', ...keyTypes] as const).map((id) => ({ id, label: words.keyTypes[id] }));

type LedgerFiltersProps = Readonly<{
  searchRef: Ref<HTMLInputElement>;
  /** ArrowDown goes from the search into the table. */
  onArrowDown: () => void;
}>;

export function LedgerFilters({ searchRef, onArrowDown }: LedgerFiltersProps) {
  const filter = useLedgerFilter();
  return (
    <div className={css['filters']}>
      <div className={css['search']}>
        <SearchField
          ref={searchRef}
          label={words.search}
          placeholder={words.searchPlaceholder}
          value={filter.search}
          onChange={(search) => narrowLedger({ search })}
          onArrowDown={onArrowDown}
          autoFocus
        />
      </div>
      <Select
        label={words.state}
        isLabelHidden
        options={states}
        value={filter.state}
        onChange={(state) => narrowLedger({ state })}
      />
      <Select
        label={words.keyType}
        isLabelHidden
        options={types}
        value={filter.keyType}
        onChange={(keyType) => narrowLedger({ keyType })}
      />
      <Checkbox
        label={words.neverExpires}
        isSelected={filter.neverExpires}
        onChange={(neverExpires) => narrowLedger({ neverExpires })}
      />
    </div>
  );
}

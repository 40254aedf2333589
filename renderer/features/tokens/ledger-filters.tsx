import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { narrowLedger, useLedgerFilter } from './ledger-store.ts';

const states = (['all', ...tokenStates] as const).map((id) => ({ id, label: words.states[id] }));
const types = (['all', ...keyTypes] as const).map((id) => ({ id, label: words.keyTypes[id] }));

/** What narrows the ledger beside its search. */
export function LedgerFilters() {
  const filter = useLedgerFilter();
  return (
    <>
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
    </>
  );
}

import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { narrowLedger, useLedgerFilter } from './ledger-store.ts';

const states = (['all', ...tokenStates] as const).map((id) => ({
  id,
  label: t(`tokens.states.${id}`),
}));
const types = (['all', ...keyTypes] as const).map((id) => ({
  id,
  label: id === 'all' ? t('tokens.allKeyTypes') : t(`keyTypes.${id}`),
}));

/** What narrows the ledger beside its search. */
export function LedgerFilters() {
  const filter = useLedgerFilter();
  return (
    <>
      <Select
        label={t('tokens.state')}
        isLabelHidden
        options={states}
        value={filter.state}
        onChange={(state) => narrowLedger({ state })}
      />
      <Select
        label={t('tokens.keyType')}
        isLabelHidden
        options={types}
        value={filter.keyType}
        onChange={(keyType) => narrowLedger({ keyType })}
      />
      <Checkbox
        label={t('tokens.neverExpires')}
        isSelected={filter.neverExpires}
        onChange={(neverExpires) => narrowLedger({ neverExpires })}
      />
    </>
  );
}

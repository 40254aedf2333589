import {
  expirySpans,
  issuedSpans,
  type LedgerFilter,
} from '../../../shared/domain/ledger-filter.ts';
import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';
import { ApplicationFilter } from './application-filter.tsx';
import css from './ledger-filters.module.css';
import { narrowLedger, useLedgerFilter } from './ledger-store.ts';
import { SavedFilters } from './saved-filters.tsx';

const states = [...tokenStates, 'expiring'] as const;
const types = (['all', ...keyTypes] as const).map((id) => ({
  id,
  label: id === 'all' ? t('tokens.allKeyTypes') : t(`keyTypes.${id}`),
}));
const profiles = (['all', ...profileNames] as const).map((id) => ({
  id,
  label: id === 'all' ? t('tokens.allProfiles') : t(`issue.profiles.${id}`),
}));
const issued = issuedSpans.map((id) => ({ id, label: t(`tokens.issuedSpans.${id}`) }));
const expires = expirySpans.map((id) => ({ id, label: t(`tokens.expirySpans.${id}`) }));

/** The ledger's filters, below its search. */
export function LedgerFilters() {
  const filter = useLedgerFilter();
  return (
    // A fieldset would bring a legend's layout; this is a named group of filters.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={css['chips']} role="group" aria-label={t('tokens.filters')}>
      {states.map((state) => (
        <FilterChip
          key={state}
          label={state === 'expiring' ? t('tokens.expiring') : t(`tokens.states.${state}`)}
          isSelected={filter.state === state}
          onChange={(isSelected) => narrowLedger({ state: isSelected ? state : 'all' })}
        />
      ))}
      {(['neverExpires', 'current', 'stale'] as const).map((name) => (
        <FilterChip
          key={name}
          label={t(`tokens.${name}`)}
          isSelected={filter[name]}
          onChange={(isSelected) => narrowLedger({ [name]: isSelected })}
        />
      ))}
      <ChoiceChip label={t('tokens.keyType')} name="keyType" options={types} />
      <KeyFilter />
      <ChoiceChip label={t('tokens.profile')} name="profile" options={profiles} />
      <ApplicationFilter />
      <ChoiceChip label={t('tokens.issuedWhen')} name="issued" options={issued} />
      <ChoiceChip label={t('tokens.expiresWhen')} name="expires" options={expires} />
      <SavedFilters />
    </div>
  );
}

type Chosen = 'keyType' | 'profile' | 'issued' | 'expires' | 'kid';

type ChoiceChipProps<N extends Chosen> = Readonly<{
  label: string;
  name: N;
  /** The first one narrows nothing. */
  options: readonly Option<LedgerFilter[N]>[];
}>;

function ChoiceChip<N extends Chosen>({ label, name, options }: ChoiceChipProps<N>) {
  const value = useLedgerFilter((filter) => filter[name]);
  return (
    <Select
      label={label}
      isLabelHidden
      variant="chip"
      options={options}
      value={value}
      isNarrowing={value !== options[0]?.id}
      onChange={(chosen) => narrowLedger({ [name]: chosen })}
    />
  );
}

/** Once there is more than one key. */
function KeyFilter() {
  const kid = useLedgerFilter((filter) => filter.kid);
  const { data = [] } = useChannel('signing-key:list', {});
  if (data.length < 2 && kid === '') return null;
  const keys = data.map((key) => ({
    id: key.kid,
    label: `${t(`signingKeys.states.${key.state}`)} ${key.kid.slice(0, 6)}…`,
    description: key.algorithm,
  }));
  const options = [{ id: '', label: t('tokens.allSigningKeys') }, ...keys];
  return <ChoiceChip label={t('tokens.key')} name="kid" options={options} />;
}

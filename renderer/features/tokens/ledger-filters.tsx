import { keyTypes, tokenStates } from '../../../shared/domain/token.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { issuedSpans, narrowLedger, useLedgerFilter } from './ledger-store.ts';

const states = (['all', ...tokenStates, 'expiring'] as const).map((id) => ({
  id,
  label: id === 'expiring' ? t('tokens.expiring') : t(`tokens.states.${id}`),
}));
const types = (['all', ...keyTypes] as const).map((id) => ({
  id,
  label: id === 'all' ? t('tokens.allKeyTypes') : t(`keyTypes.${id}`),
}));
const profiles = (['all', ...profileNames] as const).map((id) => ({
  id,
  label: id === 'all' ? t('tokens.allProfiles') : t(`issue.profiles.${id}`),
}));
const spans = issuedSpans.map((id) => ({ id, label: t(`tokens.issuedSpans.${id}`) }));

/** The ledger's filters, beside its search. */
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
      <KeyFilter />
      <Select
        label={t('tokens.profile')}
        isLabelHidden
        options={profiles}
        value={filter.profile}
        onChange={(profile) => narrowLedger({ profile })}
      />
      <Select
        label={t('tokens.issuedWhen')}
        isLabelHidden
        options={spans}
        value={filter.issued}
        onChange={(issued) => narrowLedger({ issued })}
      />
      <Checkbox
        label={t('tokens.neverExpires')}
        isSelected={filter.neverExpires}
        onChange={(neverExpires) => narrowLedger({ neverExpires })}
      />
      <Checkbox
        label={t('tokens.current')}
        isSelected={filter.current}
        onChange={(current) => narrowLedger({ current })}
      />
      <Checkbox
        label={t('tokens.stale')}
        isSelected={filter.stale}
        onChange={(stale) => narrowLedger({ stale })}
      />
    </>
  );
}

/** Once there is more than one key. */
function KeyFilter() {
  const { kid } = useLedgerFilter();
  const { data = [] } = useChannel('signing-key:list', {});
  if (data.length < 2 && kid === '') return null;
  const keys = data.map((key) => ({
    id: key.kid,
    label: `${t(`signingKeys.states.${key.state}`)} ${key.kid.slice(0, 6)}…`,
    description: key.algorithm,
  }));
  return (
    <Select
      label={t('tokens.key')}
      isLabelHidden
      options={[{ id: '', label: t('tokens.allSigningKeys') }, ...keys]}
      value={kid}
      onChange={(id) => narrowLedger({ kid: id })}
    />
  );
}

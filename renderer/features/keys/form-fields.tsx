import { enginesWithout } from '../../../shared/domain/engines/verdict.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import { type ProfileName, profileNames } from '../../../shared/domain/token-form.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { usePolicy } from '../../program/policy.ts';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';

export interface FormChoice {
  /** Null leaves it to the defaults. */
  readonly profile: ProfileName | null;
  readonly algorithm: SigningAlgorithm | null;
}

type FormFieldsProps = Readonly<{
  value: FormChoice;
  onChange: (patch: Partial<FormChoice>) => void;
  /** The label for null; without it one of each must be chosen. */
  defaults?: { readonly profile: ProfileName; readonly algorithm: SigningAlgorithm } | undefined;
}>;

/** How a token is written and signed. */
export function FormFields({ value, onChange, defaults }: FormFieldsProps) {
  const algorithm = value.algorithm ?? defaults?.algorithm ?? null;
  const { profiles: allowed } = usePolicy().rules;
  const names = profileNames.filter((id) => allowed?.includes(id) ?? true);
  const profiles = names.map((id) => ({ id, label: t(`issue.profiles.${id}`) }));
  const algorithms = signingAlgorithms.map((id) => ({ id, label: id }));
  return (
    <>
      <Select
        label={t('issue.profile')}
        options={withDefault(profiles, defaults && t(`issue.profiles.${defaults.profile}`))}
        {...(allowed !== undefined && { description: t('policy.managed') })}
        isDisabled={names.length === 1}
        value={value.profile ?? DEFAULT}
        onChange={(id) => onChange({ profile: id === DEFAULT ? null : id })}
      />
      <Select
        label={t('issue.algorithm')}
        options={withDefault(algorithms, defaults?.algorithm)}
        value={value.algorithm ?? DEFAULT}
        onChange={(id) => onChange({ algorithm: id === DEFAULT ? null : id })}
        description={algorithm === null ? undefined : exclusionText(algorithm)}
      />
    </>
  );
}

const DEFAULT = 'default';

function withDefault<Id extends string>(
  options: readonly Option<Id>[],
  name: string | undefined,
): readonly Option<Id | typeof DEFAULT>[] {
  if (name === undefined) return options;
  return [{ id: DEFAULT, label: t('issue.useDefault', { name }) }, ...options];
}

function exclusionText(algorithm: SigningAlgorithm): string {
  const engines = enginesWithout(algorithm);
  if (engines.length === 0) return t('issue.acceptedByAll', { algorithm });
  return t('issue.notAcceptedBy', { engines: tList(engines) });
}

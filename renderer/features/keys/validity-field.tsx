import { neverExpires, readValidity, validityPresets } from '../../../shared/domain/validity.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatDateTime } from '../../format/time.ts';
import { usePolicy, validityLimit } from '../../program/policy.ts';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';

type ValidityFieldProps = Readonly<{
  /** What the validity is for, if not for the current token. */
  label?: string | undefined;
  description?: string | undefined;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
  errorMessage: string | undefined;
  /** Shows when a token issued now would expire, and offers common periods. */
  isForToken?: boolean | undefined;
}>;

export function ValidityField({
  label = t('issue.validity'),
  description,
  value,
  onChange,
  errorMessage,
  isForToken = false,
}: ValidityFieldProps) {
  const limit = validityLimit(usePolicy());
  const ofToken = isForToken ? limit : undefined;
  const field = (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      unit={t('issue.unit')}
      reading={reading(value)}
      description={description ?? ofToken ?? t('issue.validityHelp')}
      errorMessage={errorMessage}
      isShort
      isMono
    />
  );
  if (!isForToken) return field;
  return (
    <>
      {field}
      <ButtonRow>
        {validityPresets.map((preset) => (
          <LinkButton key={preset} onPress={() => onChange(preset)}>
            {presetText(preset)}
          </LinkButton>
        ))}
      </ButtonRow>
      <EndsAt typed={value} />
    </>
  );
}

/** A separate component, since it renders every second. */
function EndsAt({ typed }: Readonly<{ typed: string }>) {
  const now = useNow();
  const read = readValidity(typed, undefined, now);
  if (!read.ok || neverExpires(read.value)) return null;
  return <p>{t('issue.ends', { moment: formatDateTime(now + read.value * 1000) })}</p>;
}

function presetText(preset: string): string {
  const read = readValidity(preset);
  return read.ok ? formatDuration(read.value) : preset;
}

/** The duration in words; empty if it is invalid. */
function reading(typed: string): string {
  const read = readValidity(typed);
  if (!read.ok) return '';
  if (neverExpires(read.value)) return t('issue.never');
  return t('issue.reading', { seconds: read.value, duration: formatDuration(read.value) });
}

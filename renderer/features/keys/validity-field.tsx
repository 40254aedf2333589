import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
import { TextField } from '../../ui/text-field.tsx';

type ValidityFieldProps = Readonly<{
  /** What the validity is for, where it is not that of the token at hand. */
  label?: string | undefined;
  description?: string | undefined;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
  errorMessage: string | undefined;
}>;

export function ValidityField({
  label = t('issue.validity'),
  description = t('issue.validityHelp'),
  value,
  onChange,
  errorMessage,
}: ValidityFieldProps) {
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      unit={t('issue.unit')}
      reading={reading(value)}
      description={description}
      errorMessage={errorMessage}
      isShort
      isMono
    />
  );
}

/** How a person would say it; nothing for what cannot be read. */
function reading(typed: string): string {
  const read = readValidity(typed);
  if (!read.ok) return '';
  if (neverExpires(read.value)) return t('issue.never');
  return t('issue.reading', { seconds: read.value, duration: formatDuration(read.value) });
}

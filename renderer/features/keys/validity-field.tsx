import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import { formatDuration } from '../../format/duration.ts';
import { issueStrings as words } from '../../strings/keys.ts';
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
  label = words.validity,
  description = words.validityHelp,
  value,
  onChange,
  errorMessage,
}: ValidityFieldProps) {
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      unit={words.unit}
      reading={reading(value)}
      description={description}
      errorMessage={errorMessage}
      inputMode="numeric"
      isShort
      isMono
    />
  );
}

/** How a person would say it; nothing for what cannot be read. */
function reading(typed: string): string {
  const read = readValidity(typed);
  if (!read.ok) return '';
  if (neverExpires(read.value)) return words.never;
  return words.reading(read.value, formatDuration(read.value));
}

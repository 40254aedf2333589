import { isShortPassphrase } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import css from './new-passphrase.module.css';
import { usePassphraseStrength } from './passphrase-strength.ts';

export interface Choice {
  readonly passphrase: string;
  readonly repeat: string;
  readonly insist: boolean;
}

export const noChoice: Choice = { passphrase: '', repeat: '', insist: false };

/** Checked by the page itself: both passphrases have to match. */
export function refuseRepeat({ passphrase, repeat }: Choice): AppError | null {
  return passphrase === repeat ? null : appError('passphrase/differs', { field: 'repeat' });
}

type NewPassphraseProps = Readonly<{
  label: string;
  choice: Choice;
  onChange: (choice: Choice) => void;
  /** The form's error; one about the passphrase or its repetition is shown here. */
  error: AppError | null;
  /** The passphrase's name in the call. */
  field: string;
}>;

/** Fields for a new passphrase, typed twice. Shows its strength; a short one must be confirmed. */
export function NewPassphrase({ label, choice, onChange, error, field }: NewPassphraseProps) {
  const { passphrase, repeat, insist } = choice;
  const isShort = passphrase !== '' && isShortPassphrase(passphrase);
  return (
    <>
      <PasswordField
        label={label}
        autoComplete="new-password"
        isRequired
        value={passphrase}
        onChange={(typed) => onChange({ ...choice, passphrase: typed })}
        errorMessage={fieldError(error, field)}
        description={<Strength passphrase={passphrase} />}
      />
      {isShort && (
        <Checkbox
          label={t('passphrase.insist')}
          description={t('passphrase.insistHelp')}
          isSelected={insist}
          onChange={(wanted) => onChange({ ...choice, insist: wanted })}
        />
      )}
      <PasswordField
        label={t('passphrase.repeat')}
        autoComplete="new-password"
        isRequired
        value={repeat}
        onChange={(typed) => onChange({ ...choice, repeat: typed })}
        errorMessage={fieldError(error, 'repeat')}
      />
    </>
  );
}

const steps = [1, 2, 3, 4] as const;

function Strength({ passphrase }: Readonly<{ passphrase: string }>) {
  const score = usePassphraseStrength(passphrase);
  return (
    <span className={css['strength']} data-score={score ?? undefined}>
      <span className={css['steps']} aria-hidden>
        {steps.map((step) => (
          <span key={step} className={css['step']} data-reached={score !== null && score >= step} />
        ))}
      </span>
      <span aria-live="polite">
        {t('passphrase.strengthLabel')}: {score === null ? '–' : t(`passphrase.strength.${score}`)}
      </span>
    </span>
  );
}

import type { CertificateDraft } from '../../../shared/domain/signing-key.ts';
import { readValidity } from '../../../shared/domain/validity.ts';
import { t } from '../../../shared/words/words.ts';
import type { FieldErrors } from '../../program/field-errors.ts';
import { TextField } from '../../ui/text-field.tsx';

/** As typed. */
export interface TypedCertificate {
  readonly commonName: string;
  readonly organization: string;
  readonly validity: string;
}

/** The fields' first value: ten years. */
export const certificateText: TypedCertificate = {
  commonName: '',
  organization: '',
  validity: '10y',
};

const DAY_SECONDS = 86_400;

/** Parses the typed values; an unreadable validity isn't a number of days. */
export function readDays({
  commonName,
  organization,
  validity,
}: TypedCertificate): CertificateDraft {
  const seconds = readValidity(validity);
  const days = seconds.ok ? Math.floor(seconds.value / DAY_SECONDS) : Number.NaN;
  return { commonName, organization, days };
}

type CertificateFieldsProps = Readonly<{
  typed: TypedCertificate;
  onChange: (patch: Partial<TypedCertificate>) => void;
  errors: FieldErrors;
  nameHelp?: string | undefined;
  /** False for a request: the CA decides the validity. */
  hasValidity?: boolean | undefined;
}>;

/** Subject and validity of a certificate. */
export function CertificateFields({
  typed,
  onChange,
  errors,
  nameHelp,
  hasValidity = true,
}: CertificateFieldsProps) {
  function edit(patch: Partial<TypedCertificate>, field: string): void {
    errors.forget(field);
    onChange(patch);
  }
  return (
    <>
      <TextField
        label={t('signingKeys.commonName')}
        description={nameHelp}
        value={typed.commonName}
        onChange={(commonName) => edit({ commonName }, 'commonName')}
        errorMessage={errors.at('commonName')}
      />
      <TextField
        label={t('signingKeys.organization')}
        value={typed.organization}
        onChange={(organization) => edit({ organization }, 'organization')}
        errorMessage={errors.at('organization')}
      />
      {hasValidity && (
        <TextField
          label={t('signingKeys.validity')}
          description={t('signingKeys.validityHelp')}
          value={typed.validity}
          onChange={(validity) => edit({ validity }, 'days')}
          errorMessage={errors.at('days')}
          isShort
        />
      )}
    </>
  );
}

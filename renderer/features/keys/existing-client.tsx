import type { ExistingClient } from '../../../shared/domain/client.ts';
import type { AppError } from '../../../shared/errors.ts';
import { fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** The typed values, and whether they are used. */
export interface TypedClient extends ExistingClient {
  readonly isUsed: boolean;
}

export const noClient: TypedClient = { consumerKey: '', consumerSecret: '', isUsed: false };

type ExistingClientFieldsProps = Readonly<{
  typed: TypedClient;
  onChange: (typed: TypedClient) => void;
  error: AppError | null;
}>;

/** Keys that an application has elsewhere already. Its secret is kept in no draft. */
export function ExistingClientFields({ typed, onChange, error }: ExistingClientFieldsProps) {
  const edit = (patch: Partial<TypedClient>) => onChange({ ...typed, isUsed: true, ...patch });
  return (
    <Disclosure title={t('keys.existing')} isLazy>
      <FormLayout>
        <p>{t('keys.existingText')}</p>
        <TextField
          label={t('keys.consumerKey')}
          value={typed.consumerKey}
          onChange={(consumerKey) => edit({ consumerKey })}
          errorMessage={fieldError(error, 'existing.consumerKey')}
          isMono
        />
        <PasswordField
          label={t('keys.consumerSecret')}
          value={typed.consumerSecret}
          onChange={(consumerSecret) => edit({ consumerSecret })}
          errorMessage={fieldError(error, 'existing.consumerSecret')}
        />
        <Checkbox
          label={t('keys.existingUse')}
          isSelected={typed.isUsed}
          onChange={(isUsed) => edit({ isUsed })}
        />
      </FormLayout>
    </Disclosure>
  );
}

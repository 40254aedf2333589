import type { ReactNode } from 'react';
import { t } from '../../../shared/words/words.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Section } from '../../ui/section.tsx';
import { Unsaved } from '../../ui/unsaved.tsx';
import type { SettingsForm } from './use-settings-form.ts';

type SettingsFieldsProps<T> = Readonly<{
  form: SettingsForm<T>;
  /** The fields that show their own errors. */
  fields: readonly string[];
  children: ReactNode;
}>;

/** A section of its own, with its fields and the button that saves them. */
export function SettingsSection<T>(props: SettingsFieldsProps<T>) {
  return (
    <Section title={props.form.title}>
      <SettingsFields {...props} />
    </Section>
  );
}

/** Fields, and the button that saves them. */
export function SettingsFields<T>({ form, fields, children }: SettingsFieldsProps<T>) {
  const { title, errors, isUnchanged, isSaving, save, discard } = form;
  return (
    <FaultFocus errors={errors.all}>
      <FormLayout
        label={title}
        onSubmit={() => {
          if (!isUnchanged) void save();
        }}
        actions={
          <>
            <Button
              type="submit"
              aria-label={t('settings.saveSection', { section: title })}
              isPending={isSaving}
              disabledReason={isUnchanged ? t('settings.unchanged') : undefined}
            >
              {t('settings.save')}
            </Button>
            <Unsaved isUnsaved={!isUnchanged} onDiscard={discard} />
          </>
        }
      >
        {children}
        <OtherErrors errors={errors} fields={fields} />
      </FormLayout>
    </FaultFocus>
  );
}

import { Plus, Trash2 } from 'lucide-react';
import { ok } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './attribute-settings.module.css';
import { SettingsSection } from './settings-section.tsx';
import { type SectionProps, useSettingsForm } from './use-settings-form.ts';

/** The most attributes: the form of an application has a field for each. */
const MOST = 20;

/** What people note about each application. */
export function AttributeSettings({ settings: { applicationAttributes } }: SectionProps) {
  const form = useSettingsForm({
    title: t('settings.attributes.title'),
    stored: { applicationAttributes },
    read: ok,
  });
  const { applicationAttributes: typed } = form.draft;
  const change = (next: typeof typed): void => form.type({ applicationAttributes: next });
  return (
    <SettingsSection form={form} fields={typed.map((_, index) => fieldOf(index))}>
      <p>{t('settings.attributes.help')}</p>
      {typed.map(({ id, name }, index) => (
        <div key={id} className={css['row']}>
          <div className={css['name']}>
            <TextField
              label={t('settings.attributes.name', { number: index + 1 })}
              value={name}
              onChange={(next) =>
                change(typed.map((one) => (one.id === id ? { id, name: next } : one)))
              }
              errorMessage={form.errors.at(fieldOf(index))}
            />
          </div>
          <IconButton
            icon={Trash2}
            label={t('settings.attributes.remove', { name })}
            onPress={() => change(typed.filter((one) => one.id !== id))}
          />
        </div>
      ))}
      <ButtonRow>
        <Button
          action="settings.attributes.add"
          icon={Plus}
          disabledReason={typed.length >= MOST ? t('settings.attributes.most') : undefined}
          onPress={() => change([...typed, { id: crypto.randomUUID(), name: '' }])}
        >
          {t('settings.attributes.add')}
        </Button>
      </ButtonRow>
    </SettingsSection>
  );
}

const fieldOf = (index: number): string => `applicationAttributes.${index}.name`;

import {
  type Settings,
  type SettingsPatch,
  settingsPatchSchema,
} from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, type FieldErrors, useFieldErrors } from '../../program/field-errors.ts';
import { showToast } from '../../ui/toasts.tsx';

export interface SettingsForm<T> {
  readonly title: string;
  /** The values of the fields: what was typed, or what is stored. */
  readonly draft: T;
  readonly type: (patch: Partial<T>) => void;
  readonly errors: FieldErrors;
  readonly isUnchanged: boolean;
  readonly isSaving: boolean;
  readonly save: () => Promise<void>;
  /** Shows what is stored again. */
  readonly discard: () => void;
}

interface Options<T> {
  /** The section's title; its draft is kept under it. */
  readonly title: string;
  readonly stored: T;
  /** Parses the typed values into settings, or returns the error. */
  readonly read: (draft: T) => Result<SettingsPatch, AppError>;
}

/** One section of the settings, saved by its own button; what was typed is kept until then. */
export function useSettingsForm<T extends object>({
  title,
  stored,
  read,
}: Options<T>): SettingsForm<T> {
  const { draft, change, clear, saved } = useDraft(`settings:${title}`, stored);
  const { run, pending } = useAction('settings:update');
  const errors = useFieldErrors();

  async function save(): Promise<void> {
    const typed = read(draft);
    const checked = typed.ok ? check(settingsPatchSchema, typed.value) : typed;
    if (!checked.ok) {
      errors.show([checked.error].flat());
      return;
    }
    const result = await run(checked.value);
    if (!result.ok) {
      errors.show([result.error]);
      return;
    }
    saved();
    errors.show([]);
    showToast({
      title: t('settings.saved', { section: title }),
      tone: 'success',
      key: 'settings-saved',
    });
  }

  function discard(): void {
    clear();
    errors.show([]);
  }

  return {
    title,
    draft,
    type: (patch) => {
      change(patch);
      errors.forget(...Object.keys(patch));
    },
    errors,
    isUnchanged: JSON.stringify(draft) === JSON.stringify(stored),
    isSaving: pending,
    save,
    discard,
  };
}

/** The stored settings: the initial values of a section's fields. */
export type SectionProps = Readonly<{ settings: Settings }>;

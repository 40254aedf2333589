import { scopeSchema } from '../../../shared/domain/api.ts';
import type { CatalogueScope } from '../../../shared/domain/catalogue.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

const fields = ['name', 'displayName', 'description'] as const;

type ScopeFormProps = Readonly<{ scope: CatalogueScope; onClose: () => void }>;

/** Changes a scope in every API that defines it. */
export function ScopeForm({ scope, onClose }: ScopeFormProps) {
  const { name: before, displayName, description, apiCount, differs } = scope;
  const typed = useDraft(`scope:${before}`, { name: before, displayName, description });
  const { draft, change, clear } = typed;
  const { run, pending, ifHere } = useAction('scope:update');
  const errors = useFieldErrors();

  function type(patch: Partial<typeof draft>): void {
    change(patch);
    errors.forget(...Object.keys(patch));
  }

  async function save(): Promise<void> {
    const checked = check(scopeSchema, draft);
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const saved = await run({ ...checked.value, before });
    if (!saved.ok) {
      errors.show([saved.error]);
      return;
    }
    clear();
    ifHere(onClose);
    const title = t('scopes.saved', { name: checked.value.name, count: saved.value.apis });
    showToast({ title, tone: 'success' });
  }

  return (
    <FormDialog
      title={t('businessPlan.editTitle', { plan: before })}
      width="medium"
      submitLabel={t('scopes.save', { count: apiCount })}
      isPending={pending}
      onSubmit={() => void save()}
      onClose={onClose}
      typed={typed}
      errors={errors}
      fields={fields}
    >
      {differs && <Notice>{t('scopes.differsText')}</Notice>}
      {draft.name !== before && <Notice tone="warning">{t('scopes.renames')}</Notice>}
      <TextField
        label={t('api.scope')}
        value={draft.name}
        onChange={(name) => type({ name })}
        errorMessage={errors.at('name')}
        isRequired
        isMono
      />
      <TextField
        label={t('api.displayName')}
        value={draft.displayName}
        onChange={(next) => type({ displayName: next })}
        errorMessage={errors.at('displayName')}
      />
      <TextField
        label={t('api.scopeDescription')}
        value={draft.description}
        onChange={(next) => type({ description: next })}
        errorMessage={errors.at('description')}
      />
    </FormDialog>
  );
}

import { apiDraftSchema, apiTitle } from '../../../shared/domain/api.ts';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { FieldRow } from '../../ui/form-layout.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { draftOf, emptyApi, type TypedApi, typedApi } from './api-draft.ts';
import { closeApiDialog, closingApiDialog, selectApi, useApiPage } from './api-store.ts';
import { PlanChoice } from './plan-choice.tsx';
import { ScopeRows } from './scope-rows.tsx';

/** The dialog for a new API or an edited one; what was typed is kept until it is saved. */
export function ApiForm() {
  const dialog = useApiPage((page) => page.dialog);
  const plans = useChannel('business-plan:list', {}).data;
  if (plans === undefined || dialog === null) return null;
  if (dialog.kind === 'new') {
    return <Form id={null} initial={emptyApi(plans.map(({ id }) => id))} plans={plans} />;
  }
  return dialog.kind === 'edit' ? <EditForm key={dialog.id} id={dialog.id} plans={plans} /> : null;
}

type EditFormProps = Readonly<{ id: ApiId; plans: readonly BusinessPlan[] }>;

function EditForm({ id, plans }: EditFormProps) {
  const { data: api } = useChannel('api:get', { id });
  return api === undefined ? null : <Form id={id} initial={typedApi(api)} plans={plans} />;
}

type FormProps = Readonly<{
  /** Null for a new one. */
  id: ApiId | null;
  initial: TypedApi;
  plans: readonly BusinessPlan[];
}>;

const plainFields = [
  'name',
  'version',
  'context',
  'provider',
  'description',
  'businessPlanIds',
] as const;

function Form({ id, initial, plans }: FormProps) {
  const typed = useDraft(`api:${id ?? 'new'}`, initial);
  const { draft, change, clear } = typed;
  const create = useAction('api:create');
  const update = useAction('api:update');
  const errors = useFieldErrors();
  const scopeFields = draft.scopes.flatMap((_, row) =>
    ['name', 'displayName', 'description'].map((field) => `scopes.${row}.${field}`),
  );

  function type(patch: Partial<TypedApi>): void {
    change(patch);
    errors.forget(...Object.keys(patch));
  }

  async function save(): Promise<void> {
    const checked = check(apiDraftSchema, draftOf(draft));
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const { value } = checked;
    const close = closingApiDialog();
    const result = await (id === null ? create.run(value) : update.run({ ...value, id }));
    if (!result.ok) {
      errors.show([result.error]);
      return;
    }
    clear();
    if (close()) selectApi(result.value.id);
    const title = apiTitle(result.value);
    showToast({
      title:
        id === null ? t('apiForm.created', { api: title }) : t('apiForm.saved', { api: title }),
      tone: 'success',
    });
  }

  return (
    <FormDialog
      title={
        id === null ? t('apiForm.newTitle') : t('apiForm.editTitle', { api: apiTitle(initial) })
      }
      width="large"
      submitLabel={id === null ? t('apiForm.create') : t('apiForm.save')}
      isPending={create.pending || update.pending}
      onSubmit={() => void save()}
      onClose={closeApiDialog}
      typed={typed}
      errors={errors}
      fields={[...plainFields, ...scopeFields]}
    >
      <FieldRow>
        <TextField
          label={t('apiForm.name')}
          value={draft.name}
          onChange={(name) => type({ name })}
          errorMessage={errors.at('name')}
          isRequired
          autoFocus
        />
        <TextField
          label={t('apiForm.version')}
          value={draft.version}
          onChange={(version) => type({ version })}
          errorMessage={errors.at('version')}
          placeholder={t('apiForm.versionExample')}
          isRequired
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={t('apiForm.context')}
          value={draft.context}
          onChange={(context) => type({ context })}
          errorMessage={errors.at('context')}
          description={t('apiForm.contextHelp')}
          placeholder={t('apiForm.contextExample')}
          isRequired
          isMono
        />
        <TextField
          label={t('apiForm.provider')}
          value={draft.provider}
          onChange={(provider) => type({ provider })}
          errorMessage={errors.at('provider')}
        />
      </FieldRow>
      <TextArea
        label={t('apiForm.description')}
        value={draft.description}
        onChange={(description) => type({ description })}
        errorMessage={errors.at('description')}
        spellCheck
      />
      <PlanChoice
        label={t('apiForm.businessPlans')}
        description={t('apiForm.businessPlansHelp')}
        plans={plans}
        value={draft.businessPlanIds}
        onChange={(businessPlanIds) => type({ businessPlanIds: [...businessPlanIds] })}
        errorMessage={errors.at('businessPlanIds')}
      />
      <ScopeRows scopes={draft.scopes} onChange={(scopes) => change({ scopes })} errors={errors} />
    </FormDialog>
  );
}

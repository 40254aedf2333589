import type { Application, ApplicationDraft } from '../../../shared/domain/application.ts';
import {
  APPLICATION_NAME_MAX,
  applicationDraftSchema,
} from '../../../shared/domain/application.ts';
import { DEFAULT_QUOTA } from '../../../shared/domain/catalogue.ts';
import { characterCount } from '../../../shared/domain/text.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { quotaText } from '../../../shared/words/quotas.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { openApplication } from '../../program/navigation.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { closeApplicationDialog, closingApplicationDialog } from './application-store.ts';
import { OrganisationFields } from './organisation-fields.tsx';

const empty: ApplicationDraft = { name: '', description: '', perTokenQuota: DEFAULT_QUOTA };

const fields = ['name', 'description', 'perTokenQuota', 'owner', 'group'] as const;

/** A new application opens on what it needs next. */
export function NewApplicationDialog() {
  const { run, pending } = useAction('application:create');
  return (
    <ApplicationFormDialog
      form="application:new"
      title={t('applicationForm.newTitle')}
      submitLabel={t('applicationForm.create')}
      initial={empty}
      pending={pending}
      save={run}
      onSaved={({ id }) => openApplication(id, 'subscriptions')}
    />
  );
}

export function EditApplicationDialog({ application }: Readonly<{ application: Application }>) {
  const { id, name, description, perTokenQuota, owner, group, attributes } = application;
  const { run, pending } = useAction('application:update');
  return (
    <ApplicationFormDialog
      form={`application:${id}`}
      title={t('applicationForm.editTitle', { application: name })}
      submitLabel={t('applicationForm.save')}
      initial={{ name, description, perTokenQuota, owner, group, attributes }}
      pending={pending}
      save={(draft) => run({ id, ...draft })}
    />
  );
}

type ApplicationFormDialogProps = Readonly<{
  /** Names its draft. */
  form: string;
  title: string;
  submitLabel: string;
  initial: ApplicationDraft;
  pending: boolean;
  save: (draft: ApplicationDraft) => Promise<Result<Application, AppError>>;
  onSaved?: (application: Application) => void;
}>;

function ApplicationFormDialog({
  form,
  title,
  submitLabel,
  initial,
  pending,
  save,
  onSaved,
}: ApplicationFormDialogProps) {
  const typed = useDraft(form, initial);
  const { draft, change, clear } = typed;
  const errors = useFieldErrors();

  function edit(patch: Partial<ApplicationDraft>): void {
    change(patch);
    errors.forget(...Object.keys(patch));
  }

  async function submit(): Promise<void> {
    const checked = check(applicationDraftSchema, draft);
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const close = closingApplicationDialog();
    const saved = await save(checked.value);
    if (!saved.ok) {
      errors.show([saved.error]);
      return;
    }
    clear();
    if (close()) onSaved?.(saved.value);
  }

  return (
    <FormDialog
      title={title}
      submitLabel={submitLabel}
      isPending={pending}
      onSubmit={() => void submit()}
      onClose={closeApplicationDialog}
      typed={typed}
      errors={errors}
      fields={fields}
    >
      <TextField
        label={t('applicationForm.name')}
        value={draft.name}
        onChange={(name) => edit({ name })}
        description={t('applicationForm.nameHelp')}
        errorMessage={errors.at('name')}
        isRequired
        autoFocus
      />
      <TextArea
        label={t('applicationForm.description')}
        value={draft.description}
        onChange={(description) => edit({ description })}
        errorMessage={errors.at('description')}
        spellCheck
      />
      <Select
        label={t('applicationForm.quota')}
        description={t('applicationForm.quotaHelp')}
        options={useQuotaOptions(draft.perTokenQuota)}
        value={draft.perTokenQuota}
        onChange={(perTokenQuota) => edit({ perTokenQuota })}
        errorMessage={errors.at('perTokenQuota')}
      />
      <OrganisationFields draft={draft} edit={edit} errors={errors} />
    </FormDialog>
  );
}

/** The quotas to choose from; the one that an application has may have been deleted since. */
function useQuotaOptions(own: string) {
  const quotas = useChannel('quota:list', {}).data ?? [];
  const options = quotas.map((quota) => ({ id: quota.name, label: quotaText(quota) }));
  return options.some(({ id }) => id === own) ? options : [...options, { id: own, label: own }];
}

/** The original's, as much of it as leaves room to say that it is a copy. */
function copyName(original: string): string {
  const room = APPLICATION_NAME_MAX - characterCount(copyOf(''));
  return copyOf(Array.from(original).slice(0, room).join('').trimEnd());
}

function copyOf(application: string): string {
  return t('applicationForm.copyOf', { application });
}

/** A copy of an application, which needs another name. */
export function DuplicateApplicationDialog({
  application,
}: Readonly<{ application: Application }>) {
  const { id, name: original } = application;
  const { run, pending } = useAction('application:duplicate');
  const typed = useDraft(`application:copy:${id}`, {
    name: copyName(original),
  });
  const { draft, change, clear } = typed;
  const errors = useFieldErrors();

  async function submit(): Promise<void> {
    const close = closingApplicationDialog();
    const copied = await run({ id, name: draft.name });
    if (!copied.ok) {
      errors.show([copied.error]);
      return;
    }
    clear();
    if (close()) openApplication(copied.value.id, 'overview');
  }

  return (
    <FormDialog
      title={t('applicationForm.duplicateTitle', { application: original })}
      submitLabel={t('applicationForm.duplicate')}
      isPending={pending}
      onSubmit={() => void submit()}
      onClose={closeApplicationDialog}
      typed={typed}
      errors={errors}
      fields={['name']}
    >
      <TextField
        label={t('applicationForm.name')}
        value={draft.name}
        onChange={(name) => {
          change({ name });
          errors.forget('name');
        }}
        description={t('applicationForm.duplicateHelp')}
        errorMessage={errors.at('name')}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}

import type { BulkRequest } from '../../../shared/domain/bulk.ts';
import { type KeyType, keyTypes } from '../../../shared/domain/token.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { IssuingTask } from './bulk-order.tsx';

/** What was typed and chosen. */
export interface BulkDraft {
  readonly applications: 'all' | 'found';
  readonly keyType: KeyType;
  readonly scopes: 'all' | 'none';
  readonly within: string;
  readonly lasts: 'same' | 'other';
  readonly validity: string;
}

export function draftOf(task: IssuingTask): BulkDraft {
  const isFound = task.what === 'generate' && task.search !== '';
  return {
    applications: isFound ? 'found' : 'all',
    keyType: 'PRODUCTION',
    scopes: 'all',
    within: '30d',
    lasts: task.what === 'generate' ? 'other' : 'same',
    validity: '90d',
  };
}

/** The request, or the field that isn't right. */
export function requestOf(task: IssuingTask, draft: BulkDraft): Result<BulkRequest, AppError> {
  const now = Date.now();
  const lasts = draft.lasts === 'same' ? null : readValidity(draft.validity, 'validity', now);
  if (lasts !== null && !lasts.ok) return lasts;
  const seconds = lasts?.value ?? null;
  if (task.what === 'generate') {
    if (seconds === null) return err(appError('field/required', { field: 'validity' }));
    const search = draft.applications === 'found' ? { search: task.search } : {};
    return ok({
      kind: 'generate',
      applications: task.chosen?.applications ?? { filter: search },
      keyType: draft.keyType,
      validitySeconds: seconds,
      scopes: draft.scopes === 'all' ? 'all' : [],
    });
  }
  const again = { kind: 'regenerate', validitySeconds: seconds, scopes: null } as const;
  if (task.what === 'regenerate') return ok({ ...again, tokens: task.tokens });
  const within = readValidity(draft.within, 'within', now);
  if (!within.ok) return within;
  if (within.value < 0) return err(appError('field/too-small', { field: 'within' }));
  const expiresBefore = now + within.value * 1000;
  return ok({ ...again, tokens: { filter: { state: 'active', current: true, expiresBefore } } });
}

type BulkFieldsProps = Readonly<{
  task: IssuingTask;
  draft: BulkDraft;
  onChange: (draft: BulkDraft) => void;
  error: AppError | null;
}>;

export function BulkFields({ task, draft, onChange, error }: BulkFieldsProps) {
  const change = (patch: Partial<BulkDraft>) => onChange({ ...draft, ...patch });
  const errorAt = (field: string) => (error?.field === field ? errorText(error) : undefined);
  return (
    <>
      {task.what === 'regenerate' && <p>{task.selection}</p>}
      {task.what === 'generate' && (
        <>
          {task.chosen !== undefined && <p>{task.chosen.text}</p>}
          {task.chosen === undefined && task.search !== '' && (
            <RadioGroup
              label={t('bulk.applications')}
              options={[
                { id: 'found', label: t('bulk.foundApplications', { search: task.search }) },
                { id: 'all', label: t('bulk.allApplications') },
              ]}
              value={draft.applications}
              onChange={(applications) => change({ applications })}
            />
          )}
          <RadioGroup
            label={t('bulk.keyType')}
            options={keyTypes.map((id) => ({ id, label: t(`keyTypes.${id}`) }))}
            value={draft.keyType}
            onChange={(keyType) => change({ keyType })}
          />
          <RadioGroup
            label={t('bulk.scopes')}
            options={[
              { id: 'all', label: t('bulk.allScopes') },
              { id: 'none', label: t('bulk.noScopes') },
            ]}
            value={draft.scopes}
            onChange={(scopes) => change({ scopes })}
          />
        </>
      )}
      {task.what === 'expiring' && (
        <TextField
          label={t('bulk.within')}
          description={t('bulk.withinHelp')}
          value={draft.within}
          onChange={(within) => change({ within })}
          reading={reading(draft.within)}
          errorMessage={errorAt('within')}
          isShort
          isMono
        />
      )}
      {task.what !== 'generate' && (
        <RadioGroup
          label={t('bulk.lasts')}
          options={[
            { id: 'same', label: t('bulk.lastsSame') },
            { id: 'other', label: t('bulk.lastsOther') },
          ]}
          value={draft.lasts}
          onChange={(lasts) => change({ lasts })}
        />
      )}
      {draft.lasts === 'other' && (
        <TextField
          label={t('issue.validity')}
          description={t('issue.validityHelp')}
          value={draft.validity}
          onChange={(validity) => change({ validity })}
          reading={reading(draft.validity, t('issue.never'))}
          errorMessage={errorAt('validity')}
          isShort
          isMono
        />
      )}
      {error !== null && error.field === undefined && (
        <Notice tone={error.code === 'bulk/nothing' ? 'info' : 'danger'}>{errorText(error)}</Notice>
      )}
    </>
  );
}

/** The duration in words; `never` for a negative one, if that means something here. */
function reading(typed: string, never?: string): string | undefined {
  const read = readValidity(typed, 'validity', Date.now());
  if (!read.ok) return undefined;
  return neverExpires(read.value) ? never : formatDuration(read.value);
}

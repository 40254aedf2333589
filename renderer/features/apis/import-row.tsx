import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ApiSummary, apiTitle } from '../../../shared/domain/api.ts';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { AppError } from '../../../shared/errors.ts';
import { noteText } from '../../../shared/words/import-notes.ts';
import { t } from '../../../shared/words/words.ts';
import { textAt } from '../../program/field-errors.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ImportChanges } from './import-changes.tsx';
import { rowField } from './import-commit.ts';
import { type RowState, rowState, scopeLines } from './import-difference.ts';
import css from './import-review.module.css';
import { ImportScopes } from './import-scopes.tsx';
import { changeRow, type ReviewRow } from './import-store.ts';
import { PlanChoice } from './plan-choice.tsx';

const tones = {
  new: 'neutral',
  changed: 'accent',
  unchanged: 'neutral',
  replaces: 'expiring',
} as const satisfies Record<RowState['kind'], BadgeTone>;

type ImportRowProps = Readonly<{
  row: ReviewRow;
  /** What exists already. */
  apis: readonly ApiSummary[];
  plans: readonly BusinessPlan[];
  /** Of all rows. */
  errors: readonly AppError[];
  /** An earlier row with the same name and version. */
  duplicate: ReviewRow | undefined;
  /** Other APIs with the same context. */
  sharing: readonly string[] | undefined;
  /** Called with the field that is typed into. */
  onFix: (field: string) => void;
}>;

export function ImportRow({ row, apis, plans, errors, duplicate, sharing, onFix }: ImportRowProps) {
  const { index, found, isIncluded, isOpen } = row;
  const state = rowState(row, apis);
  const title = apiTitle(row);
  return (
    <li className={css['row']} data-row={index}>
      <div className={css['line']}>
        <Checkbox
          label={<strong className={css['title']}>{title}</strong>}
          isSelected={isIncluded}
          onChange={(isIncluded) => changeRow(index, { isIncluded })}
        />
        <span className={css['facts']}>
          <Facts row={row} />
        </span>
        <Badge tone={tones[state.kind]}>{t(`import.states.${state.kind}`)}</Badge>
        <Button
          variant="quiet"
          trailingIcon={isOpen ? ChevronUp : ChevronDown}
          aria-label={
            isOpen
              ? t('import.hideDetails', { api: title })
              : t('import.showDetails', { api: title })
          }
          onPress={() => changeRow(index, { isOpen: !isOpen })}
        >
          {t('import.details')}
        </Button>
      </div>
      {duplicate && !isOpen && <p className={css['duplicate']}>{duplicateText(duplicate)}</p>}
      {sharing && <p className={css['sharing']}>{sharesContext(sharing)}</p>}
      {isOpen && (
        <div className={css['details']}>
          <RowFields row={row} plans={plans} errors={errors} duplicate={duplicate} onFix={onFix} />
          {found.notes.length > 0 && (
            <div>
              <h3>{t('import.notes')}</h3>
              <ul className={css['notes']}>
                {found.notes.map((note) => (
                  <li key={note.code}>{noteText(note)}</li>
                ))}
              </ul>
            </div>
          )}
          {state.kind !== 'new' && <ImportChanges row={row} state={state} plans={plans} />}
          {scopeLines(row).length === 0 ? (
            <p className={css['facts']}>{t('import.noScopes')}</p>
          ) : (
            <Disclosure title={t('import.scopesTitle', { count: found.scopes.length })}>
              <ImportScopes row={row} />
            </Disclosure>
          )}
        </div>
      )}
    </li>
  );
}

function duplicateText(duplicate: ReviewRow): string {
  return t('import.duplicate', {
    api: apiTitle(duplicate),
    row: duplicate.index + 1,
    file: duplicate.found.file,
  });
}

function Facts({ row }: Readonly<{ row: ReviewRow }>) {
  const { context, businessPlanIds, found, isOpen } = row;
  if (isOpen) return t('import.file', { file: found.file });
  const counts = [
    t('import.scopesTitle', { count: found.scopes.length }),
    t('import.planCount', { count: businessPlanIds.length }),
    ...(found.notes.length > 0 ? [t('import.noteCount', { count: found.notes.length })] : []),
  ];
  return (
    <>
      {/* Otherwise right-to-left text would move the number after it. */}
      <bdi dir="ltr">{context}</bdi>
      {` · ${counts.join(' · ')}`}
    </>
  );
}

type RowFieldsProps = Omit<ImportRowProps, 'apis' | 'sharing'>;

function RowFields({ row, plans, errors, duplicate, onFix }: RowFieldsProps) {
  const { index } = row;
  const errorAt = (field: string) => textAt(errors, rowField(index, field));
  function change(patch: Partial<ReviewRow>): void {
    changeRow(index, patch);
    for (const field of Object.keys(patch)) onFix(field);
  }
  return (
    <>
      <div className={css['fields']}>
        <TextField
          label={t('import.name')}
          value={row.name}
          onChange={(name) => change({ name })}
          errorMessage={errorAt('name') ?? (duplicate && duplicateText(duplicate))}
        />
        <TextField
          label={t('import.version')}
          value={row.version}
          onChange={(version) => change({ version })}
          errorMessage={errorAt('version')}
        />
        <TextField
          label={t('import.context')}
          value={row.context}
          onChange={(context) => change({ context })}
          errorMessage={errorAt('context')}
          isMono
        />
      </div>
      <PlanChoice
        label={t('import.businessPlans')}
        plans={plans}
        value={row.businessPlanIds}
        onChange={(businessPlanIds) => change({ businessPlanIds: [...businessPlanIds] })}
        errorMessage={errorAt('businessPlanIds')}
      />
    </>
  );
}

/** How many are named; the rest is a number. */
const NAMED = 3;

function sharesContext(others: readonly string[]): string {
  return t('import.sharesContext', {
    others: others.slice(0, NAMED).join(', '),
    more: Math.max(0, others.length - NAMED),
  });
}

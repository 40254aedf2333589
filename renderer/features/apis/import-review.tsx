import { useRef, useState } from 'react';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { JobStatus } from '../../program/job-status.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { contextClashes, nameClashes } from './import-clashes.ts';
import { commitReview, rowField } from './import-commit.ts';
import { ImportClashes } from './import-name-clashes.tsx';
import { ImportProblems } from './import-problems.tsx';
import css from './import-review.module.css';
import { ImportRow } from './import-row.tsx';
import {
  changeRows,
  chooseFiles,
  closeReview,
  discardReview,
  type Review,
  type ReviewRow,
  useImport,
} from './import-store.ts';
import { PlanChoice } from './plan-choice.tsx';

/** What was found, before anything is stored. Closing it keeps it, with all that was typed. */
export function ImportReview() {
  const { review, isReviewOpen } = useImport();
  if (review === null || !isReviewOpen) return null;
  if (review.rows.length === 0) return <NothingFound review={review} />;
  return <OpenReview key={review.id} review={review} />;
}

function NothingFound({ review }: Readonly<{ review: Review }>) {
  return (
    <Dialog
      isOpen
      onClose={closeReview}
      title={t('import.nothingTitle')}
      width="large"
      footer={
        <>
          <Button onPress={closeReview}>{t('import.close')}</Button>
          <Button
            variant="primary"
            onPress={() => {
              closeReview();
              chooseFiles();
            }}
          >
            {t('import.chooseOthers')}
          </Button>
        </>
      }
    >
      <ImportProblems problems={review.problems} />
    </Dialog>
  );
}

/** Longer than any valid name: longer values are refused anyway and match nothing. */
const LONGEST = 500;

function likeOf({ name, version, context }: Review['rows'][number]) {
  return {
    name: name.slice(0, LONGEST),
    version: version.slice(0, LONGEST),
    context: context.slice(0, LONGEST),
  };
}

function OpenReview({ review }: Readonly<{ review: Review }>) {
  const { rows, problems } = review;
  const [errors, setErrors] = useState<readonly AppError[]>([]);
  const [isStoring, setStoring] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const included = rows.filter(({ isIncluded }) => isIncluded);
  const asked = rows.slice(0, 5000).map(likeOf);
  const apis = useChannel('api:like', { apis: asked }, { keepPrevious: true }).data ?? [];
  const plans = useChannel('business-plan:list', {}).data ?? [];
  const count = included.length;
  const clashes = nameClashes(rows);
  const contexts = contextClashes(rows, apis);
  const list = useRef<HTMLUListElement>(null);
  const beside = errors.filter(({ field }) => !isRowField(field));

  async function store(): Promise<void> {
    if (count === 0 || clashes.size > 0) return;
    setStoring(true);
    setErrors(await commitReview(review));
    setStoring(false);
  }

  return (
    <Dialog
      isOpen
      onClose={closeReview}
      title={t('import.title')}
      width="large"
      onSubmit={() => void store()}
      footer={
        <>
          <Button onPress={() => setDiscarding(true)}>{t('import.discard')}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={isStoring}
            disabledReason={refusal(count, clashes.size)}
            // Enter imports the selected rows.
            autoFocus
          >
            {count === 0 ? t('import.importNone') : t('import.import', { count })}
          </Button>
        </>
      }
    >
      {isStoring && <JobStatus kind="api-store" label={t('import.storing')} />}
      <p className={css['summary']}>
        {t('import.found', { apiCount: rows.length, fileCount: rows.length + problems.length })}
      </p>
      {problems.length > 0 && <ImportProblems problems={problems} />}
      <ImportClashes rows={rows} clashes={clashes} list={list} />
      {rows.length > 1 && <ForAll rows={rows} plans={plans} count={count} />}
      <FaultFocus errors={errors}>
        <ul ref={list} className={css['rows']} aria-label={t('import.list')}>
          {rows.map((row) => (
            <ImportRow
              key={row.index}
              row={row}
              apis={apis}
              plans={plans}
              errors={errors}
              duplicate={clashes.get(row.index)}
              sharing={contexts.get(row.index)}
              onFix={(field) => setErrors(without(errors, rowField(row.index, field)))}
            />
          ))}
        </ul>
      </FaultFocus>
      {beside.map((error) => (
        <Notice key={error.code} tone="danger">
          {errorText(error)}
        </Notice>
      ))}
      <ConfirmDialog
        isOpen={isDiscarding}
        title={t('import.discardTitle')}
        effect={t('import.discardEffect', { apiCount: rows.length })}
        confirmLabel={t('import.discard')}
        cancelLabel={t('import.keep')}
        onCancel={() => setDiscarding(false)}
        onConfirm={discardReview}
      />
    </Dialog>
  );
}

type ForAllProps = Readonly<{
  rows: readonly ReviewRow[];
  plans: Parameters<typeof PlanChoice>[0]['plans'];
  count: number;
}>;

/** Ticks, and plans, for every row at once. */
function ForAll({ rows, plans, count }: ForAllProps) {
  const offering = (id: BusinessPlanId) =>
    rows.filter(({ businessPlanIds }) => businessPlanIds.includes(id)).length;
  const ids = plans.map(({ id }) => id);

  function setPlan(plan: BusinessPlanId): void {
    const isOffered = offering(plan) === rows.length;
    changeRows((row) => {
      const offered = new Set(row.businessPlanIds);
      if (isOffered) offered.delete(plan);
      else offered.add(plan);
      return { ...row, businessPlanIds: ids.filter((id) => offered.has(id)) };
    });
  }

  return (
    <div className={css['all']}>
      <Checkbox
        label={t('import.all')}
        isSelected={count === rows.length}
        isIndeterminate={count > 0 && count < rows.length}
        onChange={() => {
          const isIncluded = count < rows.length;
          changeRows((row) => ({ ...row, isIncluded }));
        }}
      />
      <PlanChoice
        label={t('import.plansForAll')}
        plans={plans}
        value={ids.filter((id) => offering(id) === rows.length)}
        partly={ids.filter((id) => offering(id) > 0 && offering(id) < rows.length)}
        onChange={(_value, changed) => setPlan(changed)}
      />
    </div>
  );
}

function refusal(count: number, clashes: number): string | undefined {
  if (count === 0) return t('import.nothingChosen');
  return clashes > 0 ? t('import.clashes', { count: clashes }) : undefined;
}

function isRowField(field: string | undefined): boolean {
  return field !== undefined && /^\d+\./.test(field);
}

function without(errors: readonly AppError[], field: string): readonly AppError[] {
  return errors.filter((error) => error.field !== field);
}

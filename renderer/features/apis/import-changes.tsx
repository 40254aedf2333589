import { apiTitle } from '../../../shared/domain/api.ts';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { KeyValue, type KeyValueItem } from '../../ui/key-value.tsx';
import type { RowState } from './import-difference.ts';
import css from './import-review.module.css';
import type { ReviewRow } from './import-store.ts';

type ImportChangesProps = Readonly<{
  row: ReviewRow;
  state: Exclude<RowState, { kind: 'new' }>;
  plans: readonly BusinessPlan[];
}>;

/** What importing an API again would change. */
export function ImportChanges(props: ImportChangesProps) {
  return (
    <div>
      <h3>{t('import.changes')}</h3>
      <Words {...props} />
    </div>
  );
}

function Words({ row, state, plans }: ImportChangesProps) {
  if (state.kind === 'unchanged') {
    return <p className={css['facts']}>{t('import.noChanges')}</p>;
  }
  if (state.kind === 'replaces') {
    return <p>{t('import.replaces', { api: apiTitle(state.api) })}</p>;
  }
  return <KeyValue items={changes(row, state, plans)} />;
}

function scopeCounts(counts: Readonly<Record<'added' | 'removed' | 'changed', number>>): string {
  const { added, removed, changed } = counts;
  return tList(
    [
      ...(added > 0 ? [t('import.scopesAdded', { count: added })] : []),
      ...(removed > 0 ? [t('import.scopesRemoved', { count: removed })] : []),
      ...(changed > 0 ? [t('import.scopesChanged', { count: changed })] : []),
    ],
    'unit',
  );
}

function changes(
  row: ReviewRow,
  { fields, scopes, hasOtherPlans }: Extract<RowState, { kind: 'changed' }>,
  plans: readonly BusinessPlan[],
): readonly KeyValueItem[] {
  const { added, removed, changed } = scopes;
  const names = (ids: readonly BusinessPlanId[]) =>
    plans
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(', ');
  return [
    ...fields.map(({ field, before, after }) => ({
      label: t(`import.fields.${field}`),
      value: <Change before={before} after={after} />,
    })),
    ...(added + removed + changed > 0
      ? [
          {
            label: t('import.scopes'),
            value: scopeCounts(scopes),
          },
        ]
      : []),
    ...(hasOtherPlans
      ? [
          {
            label: t('import.plans'),
            value: (
              <Change
                before={names(row.existing?.businessPlanIds ?? [])}
                after={names(row.businessPlanIds)}
              />
            ),
          },
        ]
      : []),
  ];
}

function Change({ before, after }: Readonly<{ before: string; after: string }>) {
  return (
    <span className={css['change']}>
      <del className={css['before']}>{before || t('import.empty')}</del>
      <ins className={css['after']}>
        <span aria-hidden>→ </span>
        {after || t('import.empty')}
      </ins>
    </span>
  );
}

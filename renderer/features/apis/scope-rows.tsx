import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import type { FieldErrors } from '../../program/field-errors.ts';
import { Button } from '../../ui/button.tsx';
import { classesOf } from '../../ui/classes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type ScopeRow, withScope } from './api-draft.ts';
import css from './scope-rows.module.css';

const cx = classesOf(css);

/** Some APIs have hundreds of scopes: that many fields at once would make the dialog slow. */
const STEP = 25;

type ScopeRowsProps = Readonly<{
  scopes: readonly ScopeRow[];
  onChange: (scopes: readonly ScopeRow[]) => void;
  errors: FieldErrors;
}>;

/** One row per scope; the errors of row N are at `scopes.N.…`. */
export function ScopeRows({ scopes, onChange, errors }: ScopeRowsProps) {
  const [limit, setLimit] = useState(STEP);
  const lastFault = errors.all.reduce((last, { field }) => Math.max(last, rowOf(field)), -1);
  const shown = scopes.slice(0, Math.max(limit, lastFault + 1));
  const { focus, box } = useRowFocus();

  function change(row: number, patch: Partial<ScopeRow>): void {
    onChange(scopes.map((scope, at) => (at === row ? { ...scope, ...patch } : scope)));
    errors.forget(...Object.keys(patch).map((field) => `scopes.${row}.${field}`));
  }

  function add(): void {
    onChange(withScope(scopes));
    setLimit(Math.max(limit, scopes.length + 1));
    focus(scopes.length);
  }

  function remove(row: number): void {
    onChange(scopes.filter((_, at) => at !== row));
    // Otherwise the errors of later rows would be off by one.
    errors.forget(...errors.all.flatMap(({ field = '' }) => (rowOf(field) >= row ? [field] : [])));
    focus(Math.min(row, scopes.length - 2));
  }

  return (
    <fieldset ref={box} className={cx('scopes')}>
      <legend className={cx('legend')}>{t('apiForm.scopes')}</legend>
      <p className={cx('help')}>{t('apiForm.scopesHelp')}</p>
      {shown.length > 0 && (
        // Only visual: each field has a name with its row for screen readers.
        <div className={cx('row', 'heads')} aria-hidden>
          <span>{t('apiForm.scopeColumns.1')}</span>
          <span>{t('apiForm.scopeColumns.2')}</span>
          <span>{t('apiForm.scopeColumns.3')}</span>
        </div>
      )}
      {shown.map((scope, row) => (
        <div key={scope.key} className={cx('row')} data-row={row}>
          <TextField
            label={t('apiForm.scopeName', { row: row + 1 })}
            isLabelHidden
            placeholder={t('apiForm.scopeNameExample')}
            value={scope.name}
            onChange={(name) => change(row, { name })}
            errorMessage={errors.at(`scopes.${row}.name`)}
            isMono
          />
          <TextField
            label={t('apiForm.scopeDisplayName', { row: row + 1 })}
            isLabelHidden
            value={scope.displayName}
            onChange={(displayName) => change(row, { displayName })}
            errorMessage={errors.at(`scopes.${row}.displayName`)}
          />
          <TextField
            label={t('apiForm.scopeDescription', { row: row + 1 })}
            isLabelHidden
            value={scope.description}
            onChange={(description) => change(row, { description })}
            errorMessage={errors.at(`scopes.${row}.description`)}
          />
          <IconButton
            label={
              scope.name === ''
                ? t('apiForm.removeScopeInRow', { row: row + 1 })
                : t('apiForm.removeScope', { name: scope.name })
            }
            icon={X}
            onPress={() => remove(row)}
          />
        </div>
      ))}
      {shown.length < scopes.length && (
        <LinkButton onPress={() => setLimit(limit + STEP)}>
          {t('apiForm.moreScopes', { count: Math.min(STEP, scopes.length - shown.length) })}
        </LinkButton>
      )}
      <div data-add>
        <Button icon={Plus} onPress={add}>
          {t('apiForm.addScope')}
        </Button>
      </div>
    </fieldset>
  );
}

/** The row that an error's field names, or -1. */
function rowOf(field: string | undefined): number {
  return Number(field?.match(/^scopes\.(\d+)\./)?.[1] ?? -1);
}

/** After a row was added or removed, the focus is in the row to continue with. */
function useRowFocus() {
  const box = useRef<HTMLFieldSetElement>(null);
  const [wanted, setWanted] = useState<Readonly<{ row: number }> | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const { row } = wanted;
    const target = row < 0 ? '[data-add] button' : `[data-row="${row}"] input`;
    box.current?.querySelector<HTMLElement>(target)?.focus();
  }, [wanted]);
  return { box, focus: (row: number) => setWanted({ row }) };
}

import { type RefObject, useEffect, useState } from 'react';
import { apiTitle } from '../../../shared/domain/api.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './import-review.module.css';
import { changeRow, type ReviewRow } from './import-store.ts';

/** Of hundreds of clashes, the first few: the others show once these are solved. */
const SHOWN = 5;

type ImportClashesProps = Readonly<{
  rows: readonly ReviewRow[];
  /** By the index of a row, the one before it that has its name and version. */
  clashes: ReadonlyMap<number, ReviewRow>;
  /** Where the rows are. */
  list: RefObject<HTMLElement | null>;
}>;

/** Which rows repeat a name and version, with a way to each: the list may be long. */
export function ImportClashes({ rows, clashes, list }: ImportClashesProps) {
  const [wanted, setWanted] = useState<{ readonly index: number }>();
  useEffect(() => {
    if (wanted === undefined) return;
    const field = list.current?.querySelector<HTMLElement>(
      `[data-row="${wanted.index}"] input:not([type="checkbox"])`,
    );
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: 'center' });
  }, [wanted, list]);
  if (clashes.size === 0) return null;
  return (
    <Notice tone="danger" title={t('import.clashes', { count: clashes.size })}>
      <div className={css['clashes']}>
        {rows
          .filter(({ index }) => clashes.has(index))
          .slice(0, SHOWN)
          .map((row) => (
            <Button
              key={row.index}
              variant="quiet"
              onPress={() => {
                // Its fields have to be on screen before one of them can have the focus.
                changeRow(row.index, { isOpen: true });
                setWanted({ index: row.index });
              }}
            >
              {t('import.clashRow', {
                row: row.index + 1,
                api: apiTitle(row),
                file: row.found.file,
              })}
            </Button>
          ))}
      </div>
    </Notice>
  );
}

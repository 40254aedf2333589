import { type RefObject, useEffect, useState } from 'react';
import { apiTitle } from '../../../shared/domain/api.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './import-review.module.css';
import { changeRow, type ReviewRow } from './import-store.ts';

/** How many clashes are shown at once: the others follow when these are solved. */
const SHOWN = 5;

type ImportClashesProps = Readonly<{
  rows: readonly ReviewRow[];
  /** Maps a row's index to the earlier row with the same name and version. */
  clashes: ReadonlyMap<number, ReviewRow>;
  /** Where the rows are. */
  list: RefObject<HTMLElement | null>;
}>;

/** The rows that repeat a name and version, each with a link, since the list may be long. */
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
                // Only fields on screen can be focused.
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

import { useEffect, useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import css from './import-status.module.css';
import { cancelReading, openReview, useImport } from './import-store.ts';

/** Milliseconds. Shorter imports show no bar, which would only flash. */
const SHOW_DELAY = 300;

/** Below the list: an import's progress, or that its review is waiting. */
export function ImportStatus() {
  const { reading, review, isReviewOpen } = useImport();
  // No bar while a file dialog is open, only for the reading that follows.
  const isReading = reading !== null && (reading.from === 'drop' || reading.progress !== null);
  if (isReading) return <Progress />;
  if (review === null || isReviewOpen) return null;
  const { rows, problems } = review;
  return (
    <div className={css['status']}>
      <Notice action={{ label: t('import.review'), onPress: openReview }}>
        {rows.length === 0
          ? t('import.problems', { count: problems.length })
          : t('import.waiting', { count: rows.length })}
      </Notice>
    </div>
  );
}

function Progress() {
  const reading = useImport((state) => state.reading);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHOW_DELAY);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong || reading === null) return null;
  const { done = 0, total = null, at } = reading.progress ?? {};
  return (
    <div className={css['status']}>
      <ProgressBar
        label={at ? t('import.readingFile', { file: at }) : t('import.reading')}
        // Progress within a single file is unknown.
        {...(total !== null &&
          total > 1 && {
            value: done,
            max: total,
            valueText: t('import.readingCount', { done, total }),
          })}
        onCancel={cancelReading}
      />
    </div>
  );
}

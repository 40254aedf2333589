import { FileWarning } from 'lucide-react';
import type { ImportProblem } from '../../../shared/domain/imported-api.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import css from './import-review.module.css';

/** Each file that could not be used: which, where in it, and what to do. */
export function ImportProblems({ problems }: Readonly<{ problems: readonly ImportProblem[] }>) {
  return (
    <div className={css['problems']}>
      <h3 className={css['problemsTitle']}>
        <FileWarning size={16} strokeWidth={1.75} aria-hidden />
        {t('import.problems', { count: problems.length })}
      </h3>
      <ul className={css['problemList']} aria-label={t('import.problemsList')}>
        {problems.map(({ file, error }, index) => (
          // Two folders may each have a file of this name: only the path distinguishes them.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <strong className={css['file']} dir="auto">
              {file}
            </strong>
            <span>{errorText(error)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

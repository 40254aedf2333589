import { type ImportChoice, importChoiceSchema } from '../../../shared/domain/api-import.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { inputErrors } from '../../../shared/input-error.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { cancelledText } from '../../program/job-status.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { selectApi } from './api-store.ts';
import { identity } from './import-clashes.ts';
import { changeRows, type Review, type ReviewRow, useImport } from './import-store.ts';

/** The field name of a row's errors. */
export function rowField(index: number, field: string): string {
  return `${index}.${field}`;
}

/**
 * Stores the selected rows.
 *
 * @returns the errors, at `<index>.<field>` if they belong to a row; empty on success.
 */
export async function commitReview({ id, rows }: Review): Promise<readonly AppError[]> {
  const chosen = rows.filter(({ isIncluded }) => isIncluded);
  const choices = chosen.map(choiceOf);
  const errors = choices.flatMap((choice) => errorsOf(choice));
  if (errors.length > 0) return refused(errors);
  const result = await window.latchkey.call('api-import:commit', { id, choices });
  if (!result.ok && result.error.code === 'call/cancelled') {
    // Rows already stored count as unchanged, so the next click continues from here.
    showToast({ title: cancelledText('api-store', t('import.storing')) });
    return [];
  }
  if (!result.ok) return refused([atItsRow(result.error, choices)]);
  const first = await firstOf(choices);
  showToast({ title: importedText(result.value), tone: 'success' });
  const { review, isReviewOpen } = useImport.getState();
  // Whoever has gone on meanwhile keeps what they have opened and selected since.
  if (review?.id !== id) return [];
  useImport.setState({ review: null, isReviewOpen: false });
  if (isReviewOpen && first !== undefined) selectApi(first);
  return [];
}

interface Imported {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** "2 APIs added and 1 API updated". */
function importedText(counts: Imported): string {
  const parts = (['created', 'updated', 'unchanged'] as const).flatMap((what) =>
    counts[what] === 0 ? [] : [t(`import.imported.${what}`, { count: counts[what] })],
  );
  return tList(parts, 'unit');
}

function choiceOf({ index, name, version, context, businessPlanIds }: ReviewRow): ImportChoice {
  return { index, name, version, context, businessPlanIds };
}

function errorsOf(choice: ImportChoice): readonly AppError[] {
  const { error } = importChoiceSchema.safeParse(choice);
  return error === undefined
    ? []
    : inputErrors(error).map((one) => atField(one, rowField(choice.index, one.field ?? '')));
}

/** The program indexes errors by choice; this maps them to the review's rows. */
function atItsRow(error: AppError, choices: readonly ImportChoice[]): AppError {
  const [, place, field] = error.field?.match(/^choices\.(\d+)\.(.+)$/) ?? [];
  const choice = choices[Number(place)];
  if (choice === undefined || field === undefined) return error;
  return atField(error, rowField(choice.index, field));
}

function atField(error: AppError, field: string): AppError {
  return { ...error, field };
}

/** Opens rows with errors: only fields on screen can be focused. */
function refused(errors: readonly AppError[]): readonly AppError[] {
  const faulty = new Set(errors.map(({ field }) => Number.parseInt(field ?? '', 10)));
  changeRows((row) => (faulty.has(row.index) ? { ...row, isOpen: true } : row));
  return errors;
}

async function firstOf([first]: readonly ImportChoice[]): Promise<ApiId | undefined> {
  if (first === undefined) return undefined;
  const list = await window.latchkey.call('api:list', { name: first.name, limit: 500 });
  if (!list.ok) return undefined;
  return list.value.find((api) => identity(api) === identity(first))?.id;
}

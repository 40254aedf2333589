import { create } from 'zustand';
import type { ImportChoice, ImportReview } from '../../../shared/domain/api-import.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import type { JobInfo } from '../../../shared/domain/job.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { clearDraft, keepDraft, keptDraft } from '../../program/drafts.ts';
import { goTo, usePlace } from '../../program/navigation.ts';
import { showToast } from '../../ui/toasts.tsx';
import { useApiPage } from './api-store.ts';

type Found = ImportReview['items'][number];

/** One API that was found, as the person wants it. */
export interface ReviewRow extends ImportChoice, Found {
  readonly isIncluded: boolean;
  /** Whether its fields are on screen. */
  readonly isOpen: boolean;
}

export interface Review {
  readonly id: ImportReview['id'];
  readonly rows: readonly ReviewRow[];
  readonly problems: ImportReview['problems'];
}

interface Reading {
  readonly from: 'dialog' | 'drop';
  /** Null until the program reports about the files: a dialog may still be choosing them. */
  readonly progress: JobInfo['progress'] | null;
}

interface Import {
  readonly reading: Reading | null;
  /** What was found, kept on every page until it is stored or discarded. */
  readonly review: Review | null;
  readonly isReviewOpen: boolean;
  /** What to read once the person agrees to discard the open review. */
  readonly question: Source | null;
}

type Source = { readonly from: 'dialog' } | { readonly from: 'drop'; readonly files: File[] };

const start: Import = { reading: null, review: null, isReviewOpen: false, question: null };

export const useImport = create<Import>(() => start);

/** The name of the draft that keeps the review over a lock; the program keeps the files. */
const DRAFT = 'api-import';

/** Brings back the review that was open before a lock, and keeps this one over the next. */
export function keepReview(): () => void {
  // Only this page writes this draft.
  const review = keptDraft(DRAFT) as Review | undefined;
  if (review !== undefined) useImport.setState({ review });
  return useImport.subscribe((now, before) => {
    if (now.review === before.review) return;
    if (now.review === null) clearDraft(DRAFT);
    else keepDraft(DRAFT, now.review);
  });
}

/** With so few APIs there is room for the fields of each. */
const OPEN_ROWS = 3;

export function chooseFiles(): void {
  ask({ from: 'dialog' });
}

export function readFiles(files: File[]): void {
  ask({ from: 'drop', files });
}

function ask(source: Source): void {
  const { reading, review } = useImport.getState();
  if (reading !== null) {
    showToast({
      title: t('import.busyToast'),
      description: t('import.busyToastText'),
      key: 'import-busy',
    });
  } else if (review !== null && review.rows.length > 0) {
    useImport.setState({ question: source });
  } else {
    void read(source);
  }
}

/** Answers the question whether the open review may be discarded for other files. */
export function answerQuestion(isAgreed: boolean): void {
  const { question } = useImport.getState();
  useImport.setState({ question: null });
  if (isAgreed && question !== null) void read(question);
}

async function read(source: Source): Promise<void> {
  useImport.setState({ reading: { from: source.from, progress: null }, isReviewOpen: false });
  // Follows for as long as it reads: a component that shows the progress may unmount earlier.
  const unfollow = window.latchkey.on('job', noteProgress);
  const result: Result<ImportReview | null, AppError> =
    source.from === 'dialog'
      ? await window.latchkey.call('api-import:choose', {})
      : await window.latchkey.call('api-import:drop', {}, source.files);
  unfollow();
  useImport.setState({ reading: null });
  if (result.ok) {
    if (result.value !== null) await present(result.value);
  } else if (result.error.code === 'call/cancelled') {
    useImport.setState({ review: null });
  } else {
    showToast({
      title: t('import.failed'),
      description: errorText(result.error),
      tone: 'danger',
    });
  }
}

/** Opens the review, or says that it is ready if the person is busy with something else. */
async function present({ id, items, problems }: ImportReview): Promise<void> {
  const plans = await window.latchkey.call('business-plan:list', {});
  const allPlans = plans.ok ? plans.value.map((plan) => plan.id) : [];
  const rows = items.map((item, index) => rowOf(item, index, allPlans, items.length <= OPEN_ROWS));
  const isBusy = usePlace.getState().page !== 'apis' || useApiPage.getState().dialog !== null;
  useImport.setState({ review: { id, rows, problems }, isReviewOpen: !isBusy });
  if (!isBusy) return;
  showToast({
    title:
      rows.length === 0
        ? t('import.notReadyTitle')
        : t('import.readyTitle', { count: rows.length }),
    action: { label: t('import.review'), onPress: openReview },
    key: 'import-ready',
  });
}

function rowOf(
  item: Found,
  index: number,
  allPlans: readonly BusinessPlanId[],
  isOpen: boolean,
): ReviewRow {
  const { found, existing } = item;
  return {
    found,
    existing,
    index,
    name: found.name,
    version: found.version,
    context: found.context,
    businessPlanIds: [...(existing?.businessPlanIds ?? allPlans)],
    isIncluded: true,
    isOpen,
  };
}

function noteProgress({ kind, progress }: JobInfo): void {
  if (kind !== 'api-read' || progress.total === null) return;
  useImport.setState(({ reading }) =>
    reading === null ? {} : { reading: { ...reading, progress } },
  );
}

/** Ends the reading; the call that began it answers that it was cancelled. */
export function cancelReading(): void {
  void window.latchkey.call('api-import:cancel', {});
}

export function openReview(): void {
  goTo('apis');
  useImport.setState({ isReviewOpen: true });
}

/** Closes the review and keeps it; one with nothing to import is discarded. */
export function closeReview(): void {
  const { review } = useImport.getState();
  if (review !== null && review.rows.length === 0) discardReview();
  else useImport.setState({ isReviewOpen: false });
}

export function discardReview(): void {
  useImport.setState({ review: null, isReviewOpen: false });
  void window.latchkey.call('api-import:cancel', {});
}

export function changeRow(index: number, patch: Partial<ReviewRow>): void {
  changeRows((row) => (row.index === index ? { ...row, ...patch } : row));
}

export function changeRows(change: (row: ReviewRow) => ReviewRow): void {
  useImport.setState(({ review }) =>
    review === null ? {} : { review: { ...review, rows: review.rows.map(change) } },
  );
}

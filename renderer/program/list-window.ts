import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import { CallError, read, useChannel } from './calls.ts';

/** Lists of any length, read a page at a time from any position. */
type Listed = 'application' | 'api';
type Item<L extends Listed> = Output<`${L}:list`>[number];

/** A row and its position in the whole list, from 0. */
export interface PlacedRow<T> {
  readonly at: number;
  readonly id: string;
  readonly item: T;
}

export interface ListWindow<T> {
  /** The rows around those on screen, in order. */
  readonly rows: readonly PlacedRow<T>[];
  /** How many rows the whole list has. */
  readonly total: number;
  /** Changes with each new query: the list then scrolls to the top. */
  readonly question: string;
  /** Whether these rows answer this query, not the previous one. */
  readonly isAnswered: boolean;
  readonly error: AppError | null;
  /** Call it with the positions on screen. */
  readonly onRange: (first: number, last: number) => void;
}

/** Rows of one page. */
const PAGE = 100;

/**
 * A window over a list that the program sorts and searches: only the pages around the visible rows
 * are read and kept. While a new query is being answered, the last answer stays.
 */
export function useListWindow<L extends Listed>(
  listed: L,
  input: Omit<Input<`${L}:list`>, 'skip' | 'limit'> & { readonly search?: string | undefined },
): ListWindow<Item<L>> {
  const question = JSON.stringify([listed, input]);
  const [range, setRange] = useState({ question, first: 0, last: 0 });
  const count = useChannel(
    `${listed}:count` as 'application:count',
    filterOf(input as Input<'application:list'>),
  );
  const isHere = range.question === question;
  const pages = pagesOf(isHere ? range.first : 0, isHere ? range.last : 0, count.data ?? 0);

  const answers = useQueries({
    queries: pages.map((page) => {
      const asked = { ...input, skip: page * PAGE, limit: PAGE } as Input<`${L}:list`>;
      return {
        queryKey: [`${listed}:list`, asked],
        queryFn: () => read(`${listed}:list`, asked),
        gcTime: 0,
      };
    }),
  });

  const found = answers.flatMap(({ data }, index) =>
    (data ?? []).map((item, row) => ({
      at: (pages[index] ?? 0) * PAGE + row,
      id: item.id,
      item,
    })),
  );
  const isAnswered = count.data !== undefined && answers[0]?.data !== undefined;
  const rows = useSame(found);
  const now = { rows, total: Math.max(count.data ?? 0, rows.length), question };
  const [last, setLast] = useState(now);
  const isNew = last.rows !== rows || last.total !== now.total || last.question !== question;
  if (isAnswered && isNew) setLast(now);
  const failed = [count.error, ...answers.map(({ error }) => error)].find(
    (error) => error !== null,
  );
  const onRange = useCallback(
    (first: number, last: number) =>
      setRange((before) => {
        const isSame =
          before.question === question &&
          pageOf(before.first) === pageOf(first) &&
          pageOf(before.last) === pageOf(last);
        return isSame ? before : { question, first, last };
      }),
    [question],
  );
  return {
    ...(isAnswered ? now : last),
    isAnswered,
    error: failed instanceof CallError ? failed.error : null,
    onRange,
  };
}

/** The filter also decides the counts; order and position don't. */
function filterOf({ search, favourite, group }: Input<'application:list'>) {
  return {
    ...(search !== undefined && { search }),
    ...(favourite !== undefined && { favourite }),
    ...(group !== undefined && { group }),
  };
}

const pageOf = (place: number): number => Math.floor(place / PAGE);

/** The pages on screen, and one more on each side. */
function pagesOf(first: number, last: number, total: number): readonly number[] {
  const end = Math.max(0, pageOf(total - 1));
  const from = Math.min(Math.max(0, pageOf(first) - 1), end);
  const to = Math.min(pageOf(last) + 1, end);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Returns the same array while the rows are the same: a new one would redraw every row. */
function useSame<T>(rows: readonly PlacedRow<T>[]): readonly PlacedRow<T>[] {
  const [last, setLast] = useState(rows);
  const isSame =
    last.length === rows.length &&
    rows.every((row, index) => last[index]?.item === row.item && last[index]?.at === row.at);
  if (isSame) return last;
  const next = rows.map((row, index) => sameRow(last[index], row));
  setLast(next);
  return next;
}

function sameRow<T>(before: PlacedRow<T> | undefined, row: PlacedRow<T>): PlacedRow<T> {
  return before !== undefined && before.item === row.item && before.at === row.at ? before : row;
}

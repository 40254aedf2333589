import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  startTransition,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { type Place, placesIn } from './column-places.ts';
import { focusWhenDrawn, rowAt } from './row-keys.ts';
import { useSameArray, useStable } from './stable.ts';
import type { TableWindow } from './table-window.ts';
import { useTypedText } from './typed-text.ts';
import { useCollator } from './use-collator.ts';

/** A table of up to so many rows is known to the headless table as a whole. */
const WHOLE = 120;
/** The least number of rows that are known before and after those on screen. */
const AROUND = 40;
/** With fewer known rows than these ahead, the window moves. */
const NEAR = 20;
/** Rows in one scroll event: if it moves further, the rows that pass are drawn without the headless table. */
const FAST = 6;
/** While rows pass, more are asked for once fewer than these are ahead. */
const AHEAD = 300;
/** ms without scrolling after which the rows on screen are drawn by the headless table. */
const PAUSE = 120;
/** What is typed finds names in any case. */
const SEARCHING = { usage: 'search', sensitivity: 'base' } as const;
/** ms in which a scroll is taken for the answer to a key. */
const BY_KEY = 250;

/** Positions of rows: from the first on screen to the one after the last. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

interface Passing extends Span {
  readonly question: unknown;
  /** Where the columns are. */
  readonly places: ReadonlyMap<string, Place>;
  readonly isSettling: boolean;
}

interface LongTable<T> {
  readonly items: readonly T[];
  readonly question: unknown;
  readonly rowHeight: number;
  readonly headingHeight: number;
  /** What names a row, as typed to jump to it. */
  readonly nameOf: (item: T) => string;
  /** Asks for the rows after `items`, if there are more and they aren't being read. */
  readonly onNear: (() => void) | undefined;
}

interface Known<T> {
  readonly rows: readonly T[];
  readonly window: TableWindow | null;
}

/**
 * The part of a long table that the headless table knows: it keeps some 50 objects for each row and
 * goes through all of them whenever one changes. While a table is scrolled faster than it draws its
 * rows, it rests, and `passing` tells which rows to show instead.
 */
export function useTableWindow<T extends { readonly id: string }>(
  scroller: RefObject<HTMLElement | null>,
  { items, question, rowHeight, headingHeight, nameOf, onNear }: LongTable<T>,
) {
  const total = items.length;
  const isLong = total > WHOLE;
  const [moved, setMoved] = useState({ question, from: 0, to: WHOLE });
  const { from, to } = moved.question === question ? moved : { from: 0, to: WHOLE };
  const [passed, setPassed] = useState<Passing | null>(null);
  const passing = isLong && passed?.question === question ? passed : null;
  const [focusedId, setFocusedId] = useState<string | null>(null);

  const focusedAt = useMemo(
    () => (isLong && focusedId !== null ? items.findIndex(({ id }) => id === focusedId) : -1),
    [isLong, items, focusedId],
  );
  const isKept = focusedAt >= 0 && (focusedAt < from || focusedAt >= to);
  const kept = isKept ? items[focusedAt] : undefined;
  const shown = isLong ? items.slice(from, to) : items;
  const rows = useSameArray(withKept(shown, kept, focusedAt < from));
  const keptId = kept?.id;
  const window = useMemo<TableWindow | null>(() => {
    if (!isLong) return null;
    return { from, total, kept: keptId === undefined ? null : { id: keptId, at: focusedAt } };
  }, [isLong, from, total, keptId, focusedAt]);
  const known = useAtRest<Known<T>>({ rows, window }, passing === null || passing.isSettling);

  /** Where the headless table was scrolled to when it drew its rows, in px. */
  const drawnAt = useRef(0);
  /** Where rows passed last, in px. */
  const lastAt = useRef<number>(null);
  const keyAt = useRef(Number.NEGATIVE_INFINITY);
  const isOwn = useRef(false);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  function onScreen(box: HTMLElement): Span {
    const first = Math.floor(box.scrollTop / rowHeight);
    const height = Math.max(0, box.clientHeight - headingHeight);
    const end = Math.ceil((box.scrollTop + height) / rowHeight);
    return { first, end: Math.max(first + 1, Math.min(end, total)) };
  }

  /** Around these rows, there are as many as on the screen on each side. */
  function moveTo({ first, end }: Span): void {
    const around = Math.max(AROUND, end - first);
    setMoved({ question, from: Math.max(0, first - around), to: end + around });
  }

  function askFrom({ first, end }: Span): void {
    const needed = passing === null ? 2 * (end - first) : AHEAD;
    if (end + needed > total) onNear?.();
  }

  const settle = useStable(() => {
    if (scroller.current === null) return;
    moveTo(onScreen(scroller.current));
    setPassed((before) => before && { ...before, isSettling: true });
  });

  const onScroll = useStable((event: Event) => {
    const box = scroller.current;
    if (box === null || event.target !== box) return;
    const span = onScreen(box);
    const px = Math.abs(box.scrollTop - drawnAt.current);
    if (isOwn.current) {
      drawnAt.current = box.scrollTop;
      return;
    }
    askFrom(span);
    const isKnown = span.first >= from && Math.min(span.end, total) <= to;
    const isByKey = performance.now() - keyAt.current < BY_KEY;
    if (passing === null && isKnown && (isByKey || px <= FAST * rowHeight)) {
      drawnAt.current = box.scrollTop;
      const isNear = (from > 0 && span.first - from < NEAR) || (to < total && to - span.end < NEAR);
      if (isNear) startTransition(() => moveTo(span));
      return;
    }
    // The headless table would draw all of its rows anew.
    event.stopImmediatePropagation();
    const rows = Math.round((box.scrollTop - (lastAt.current ?? box.scrollTop)) / rowHeight);
    lastAt.current = box.scrollTop;
    const places = passing?.places ?? placesIn(box);
    const shown = ahead(span, rows, total);
    flushSync(() => setPassed({ ...shown, question, places, isSettling: false }));
    clearTimeout(pause.current);
    pause.current = setTimeout(settle, PAUSE);
  });

  useEffect(() => {
    if (!isLong) return undefined;
    // On the window, to be asked before the headless table, which listens on the document.
    const { window } = globalThis;
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll, { capture: true });
      clearTimeout(pause.current);
      setPassed(null);
    };
  }, [isLong, onScroll]);

  // Another question is answered from its first row on.
  useEffect(() => {
    drawnAt.current = scroller.current?.scrollTop ?? 0;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each question is what it waits for
  }, [question, scroller]);

  // It knows the rows on screen now, and draws them once it learns where it was scrolled to.
  useEffect(() => {
    const box = scroller.current;
    if (passed?.isSettling !== true || box === null) return;
    queueMicrotask(() => {
      isOwn.current = true;
      box.dispatchEvent(new Event('scroll'));
      isOwn.current = false;
      setPassed((now) => (now === passed ? null : now));
    });
  }, [passed, scroller]);

  // Rows that came while others passed may not be enough.
  const isPassing = passing !== null;
  const askAgain = useStable(() => {
    if (scroller.current !== null) askFrom(onScreen(scroller.current));
  });
  useEffect(() => {
    if (isPassing) askAgain();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- more rows are what it waits for
  }, [isPassing, total, askAgain]);

  /** Makes the row known that a key moves to, or from. */
  function know(at: number): void {
    if (at >= from && at < to) return;
    flushSync(() => {
      setPassed(null);
      moveTo({ first: at, end: at + 1 });
    });
  }

  const { compare } = useCollator(SEARCHING);
  const typed = useTypedText((text) => {
    const begins = (item: T): boolean => compare(nameOf(item).slice(0, text.length), text) === 0;
    const below = items.findIndex((item, at) => at >= focusedAt && begins(item));
    const at = below >= 0 ? below : items.findIndex(begins);
    const found = items[at];
    const box = scroller.current;
    if (found === undefined || box === null) return;
    know(at);
    const { first, end } = onScreen(box);
    if (at <= first || at >= end - 1) scrollBox(box, (at - (end - first) / 2) * rowHeight);
    focusWhenDrawn(box, found.id);
  });

  return {
    known,
    passing,
    onFocusCapture(event: FocusEvent): void {
      setFocusedId(rowAt(event.target)?.id ?? null);
    },
    onKeyDownCapture(event: KeyboardEvent): void {
      const { key } = event;
      keyAt.current = performance.now();
      if (!isLong || focusedAt < 0) return;
      typed(event);
      if (key === 'Home') know(0);
      else if (key === 'End') know(total - 1);
      else if (key.startsWith('Arrow') || key.startsWith('Page')) know(focusedAt);
    },
  };
}

function scrollBox(box: HTMLElement, top: number): void {
  box.scrollTop = top;
}

/**
 * With the rows that come into sight until the next ones are drawn, if it goes on as fast. That is of
 * no use if all rows on screen are others by then.
 */
function ahead({ first, end }: Span, rows: number, total: number): Span {
  if (Math.abs(rows) > end - first) return { first, end };
  return {
    first: Math.max(0, first + Math.min(0, rows)),
    end: Math.min(total, end + Math.max(0, rows)),
  };
}

function withKept<T>(rows: readonly T[], kept: T | undefined, isBefore: boolean): readonly T[] {
  if (kept === undefined) return rows;
  return isBefore ? [kept, ...rows] : [...rows, kept];
}

/** The newest value, or the last one at rest. */
function useAtRest<V extends object>(now: V, isAtRest: boolean): V {
  const [last, setLast] = useState(now);
  const isSame = Object.keys(now).every((key) =>
    Object.is(Reflect.get(now, key), Reflect.get(last, key)),
  );
  if (isSame || !isAtRest) return last;
  setLast(now);
  return now;
}

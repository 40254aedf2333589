import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useNow, useNowUntil } from '../../../renderer/ui/use-now.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(new Date('2026-11-23T12:00:00.400Z'));
});

afterEach(() => {
  vi.useRealTimers();
});

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
}

const noon = Date.UTC(2026, 10, 23, 12);

function SecondsLeft({ until }: Readonly<{ until: number }>) {
  return <p>{(until - useNow()) / 1000} s</p>;
}

test('ticks on the clock’s second, not a second after mounting', () => {
  render(<SecondsLeft until={noon + 60_000} />);
  expect(screen.getByText('60 s')).toBeTruthy();
  pass(600);
  expect(screen.getByText('59 s')).toBeTruthy();
  pass(58_000);
  expect(screen.getByText('1 s')).toBeTruthy();
  pass(2000);
  expect(screen.getByText('-1 s')).toBeTruthy();
});

test('all share one timer, and none is left running', () => {
  const countdowns = [1, 2, 3].map((until) => (
    <SecondsLeft key={until} until={noon + until * 1000} />
  ));
  const { unmount } = render(<>{countdowns}</>);
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('a slow one isn’t woken each second', () => {
  const seen: number[] = [];
  function Minutes() {
    const now = useNow(60_000);
    seen.push(now);
    return null;
  }
  render(<Minutes />);
  pass(50_000);
  expect(new Set(seen)).toEqual(new Set([noon]));
  const renders = seen.length;
  pass(5000);
  expect(seen.length).toBe(renders);
  pass(5000);
  expect(seen.at(-1)).toBe(noon + 60_000);
});

test('what counts down ticks each second once its end is near, and never backwards', () => {
  const seen: number[] = [];
  function Left({ end }: Readonly<{ end: number }>) {
    const now = useNowUntil([end]);
    seen.push(now);
    return <p>{(end - now) / 1000} s</p>;
  }
  const { rerender } = render(<Left end={noon + 86_400_000} />);
  pass(50_000);
  expect(new Set(seen)).toEqual(new Set([noon]));
  rerender(<Left end={noon + 90_000} />);
  expect(screen.getByText('40 s')).toBeTruthy();
  pass(3000);
  expect(screen.getByText('37 s')).toBeTruthy();
  pass(300_000);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
});

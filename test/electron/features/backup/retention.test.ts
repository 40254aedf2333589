/**
 * @module-tag durability/backup
 */
import { assert, constantFrom, integer, property, string, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupName, parseBackupName } from '../../../../electron/features/backup/names.ts';
import { retained } from '../../../../electron/features/backup/retention.ts';
import { backupReasons } from '../../../../shared/domain/backup.ts';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2024, 0, 1, 9);

const daily = (at: number) => ({ at, reason: 'daily' as const });
const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Days on which the workspace was opened, in order. */
const days = uniqueArray(integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 200 }).map(
  (all) => all.toSorted((a, b) => a - b).map((day) => daily(START + day * DAY)),
);

describe('retention', () => {
  test('keeps 7 days, 4 weeks and 12 months of two years of daily backups', () => {
    const all = Array.from({ length: 731 }, (_, day) => daily(START + day * DAY));
    const kept = [...retained(all)].map(({ at }) => isoDay(at)).toSorted();
    expect(kept).toEqual([
      '2025-01-31',
      '2025-02-28',
      '2025-03-31',
      '2025-04-30',
      '2025-05-31',
      '2025-06-30',
      '2025-07-31',
      '2025-08-31',
      '2025-09-30',
      '2025-10-31',
      '2025-11-30',
      '2025-12-14',
      '2025-12-21',
      '2025-12-25',
      '2025-12-26',
      '2025-12-27',
      '2025-12-28',
      '2025-12-29',
      '2025-12-30',
      '2025-12-31',
    ]);
  });

  test('always keeps the newest, and never more than 23 daily ones', () => {
    assert(
      property(days, (all) => {
        const kept = retained(all);
        expect(kept.has(all.at(-1) ?? daily(0))).toBe(true);
        expect(kept.size).toBeLessThanOrEqual(23);
        expect(kept.size).toBeGreaterThanOrEqual(Math.min(7, all.length));
      }),
    );
  });

  test('deletes the same day by day as at once', () => {
    assert(
      property(days, (all) => {
        const stock = new Set<(typeof all)[0]>();
        for (const backup of all) {
          stock.add(backup);
          const kept = retained([...stock]);
          for (const one of stock) if (!kept.has(one)) stock.delete(one);
        }
        expect(stock).toEqual(retained(all));
      }),
    );
  });

  test('keeps the newest 10 created by a person or before a change, whatever their day', () => {
    const events = Array.from({ length: 15 }, (_, nth) => ({
      at: START + nth,
      reason: nth % 2 === 0 ? ('manual' as const) : ('key-change' as const),
    }));
    const kept = retained([...events, daily(START)]);
    expect([...kept].map(({ at }) => at - START).toSorted((a, b) => a - b)).toEqual([
      0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
  });
});

test('file names contain time and reason, whatever the workspace is called', () => {
  assert(
    property(
      string({ minLength: 1 }).filter((name) => !/[\n\r\u2028\u2029]/.test(name)),
      integer({ min: 0, max: 4_000_000_000 }),
      constantFrom(...backupReasons),
      (name, seconds, reason) => {
        const backup = { name, at: seconds * 1000, reason };
        expect(parseBackupName(backupName(backup))).toEqual(backup);
      },
    ),
  );
  expect(parseBackupName('Keys.latchkey')).toBeNull();
  expect(parseBackupName('Keys 2026-13-25 18.46.02 (daily).latchkey')).toBeNull();
  expect(parseBackupName('Keys 2026-11-25 18.46.02 (other).latchkey')).toBeNull();
});

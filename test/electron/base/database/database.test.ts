import { expect, test } from 'vitest';
import {
  all,
  checkpointIfDue,
  guardWrites,
  inTransaction,
  run,
  runOne,
  withoutCheckpoint,
} from '../../../../electron/base/database/database.ts';
import { openInMemory } from '../../../../electron/base/database/open.ts';
import { err, ok } from '../../../../shared/result.ts';

const database = openInMemory;

const INSERT = 'INSERT INTO setting (name, value) VALUES (?, ?)';

function names(db: ReturnType<typeof database>): unknown[] {
  return all(db, 'SELECT name FROM setting');
}

test('a successful transaction is kept', () => {
  const db = database();
  const result = inTransaction(db, () => {
    runOne(db, INSERT, 'a', '1');
    return ok('done');
  });
  expect(result).toEqual(ok('done'));
  expect(names(db)).toEqual([{ name: 'a' }]);
});

test('a refusal rolls back earlier writes', () => {
  const db = database();
  const result = inTransaction(db, () => {
    runOne(db, INSERT, 'a', '1');
    return err('no');
  });
  expect(result).toEqual(err('no'));
  expect(names(db)).toEqual([]);
});

test('a thrown error rolls back too, and is rethrown', () => {
  const db = database();
  const work = () =>
    inTransaction(db, () => {
      runOne(db, INSERT, 'a', '1');
      throw new Error('broken');
    });
  expect(work).toThrow('broken');
  expect(names(db)).toEqual([]);
});

test('a write that must change one row throws if it changes none or two', () => {
  const db = database();
  runOne(db, INSERT, 'a', '1');
  runOne(db, INSERT, 'b', '1');
  expect(() => runOne(db, 'DELETE FROM setting WHERE name = ?', 'c')).toThrow(/got 0/);
  expect(() => runOne(db, 'UPDATE setting SET value = ?', '2')).toThrow(/got 2/);
  expect(run(db, 'DELETE FROM setting')).toBe(2);
});

test('the checkpoint after a commit can be put off, until the next one or until asked for', () => {
  const db = database();
  let due = 0;
  guardWrites(db, {
    beforeWrite: () => {},
    afterCommit: () => (due += 1) > 0,
    fromReserve: (write) => write(),
    checkpoint: (work) => work(),
  });
  const write = (name: string): void => {
    inTransaction(db, () => ok(runOne(db, INSERT, name, '1')));
  };
  write('a');
  runOne(db, INSERT, 'b', '1');
  expect(due).toBe(2);
  withoutCheckpoint(db, () => write('c'));
  expect(() =>
    withoutCheckpoint(db, () => {
      throw new Error('broken');
    }),
  ).toThrow('broken');
  expect(due).toBe(2);
  expect(checkpointIfDue(db)).toBe(true);
  write('d');
  expect(due).toBe(4);
  db.close();
  expect(checkpointIfDue(db)).toBe(false);
});

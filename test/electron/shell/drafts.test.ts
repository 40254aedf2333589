import { expect, test } from 'vitest';
import { createDrafts } from '../../../electron/shell/drafts.ts';
import { appError } from '../../../shared/errors.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { err, ok } from '../../../shared/result.ts';

test('the latest draft is kept', () => {
  const drafts = createDrafts();
  expect(drafts.get()).toEqual({});
  expect(drafts.keep({ form: { name: 'Half' } })).toEqual(ok(null));
  drafts.keep({ form: { name: 'Half a name' } });
  expect(drafts.get()).toEqual({ form: { name: 'Half a name' } });
});

test('a draft larger than any form is refused, and the last one stays', () => {
  const drafts = createDrafts('{"form":"four"}'.length);
  expect(drafts.keep({ form: 'four' })).toEqual(ok(null));
  expect(drafts.keep({ form: 'fives' })).toEqual(
    err(appError('field/too-long', { detail: { max: 15 } })),
  );
  expect(drafts.get()).toEqual({ form: 'four' });
});

test('a draft nested deeper than the stack is refused, and the last one stays', () => {
  const drafts = createDrafts();
  drafts.keep({ form: 'Half' });
  let deep: Output<'drafts:get'> = {};
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  expect(drafts.keep(deep)).toEqual(err(appError('call/bad-input')));
  expect(drafts.get()).toEqual({ form: 'Half' });
});

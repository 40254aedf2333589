import { expect, test } from 'vitest';
import { MOST_FILTERS } from '../../../../electron/features/tokens/saved-filters.ts';
import { tokenFilterOf, wholeLedger } from '../../../../shared/domain/ledger-filter.ts';
import { DAY, START, startCore } from '../../../support/core.ts';

test('saved filters are listed by name; one with the same name is replaced', async () => {
  const core = await startCore();
  const save = (name: string, more = {}) =>
    core.give('saved-filter:save', { name, filter: { ...wholeLedger, ...more } });
  await save('Zoo', { stale: true });
  await save('All mine', { search: 'mine' });
  await save('ZOO', { state: 'expiring' });
  const list = () => core.give('saved-filter:list', {});
  expect(await list()).toEqual([
    { name: 'All mine', filter: { ...wholeLedger, search: 'mine' } },
    { name: 'ZOO', filter: { ...wholeLedger, state: 'expiring' } },
  ]);
  await core.restart();
  await core.give('saved-filter:delete', { name: 'zoo' });
  expect(await list()).toHaveLength(1);
  for (let n = 1; n < MOST_FILTERS; n += 1) await save(`Filter ${n}`);
  const refused = await core.refuse('saved-filter:save', { name: 'More', filter: wholeLedger });
  expect(refused).toMatchObject({ code: 'field/too-large', field: 'name' });
});

const of = (more: object) => tokenFilterOf({ ...wholeLedger, ...more }, START);

test('relative times become dates when the filter is used', () => {
  const day = Math.floor(START / DAY) * DAY;
  expect(of({})).toEqual({});
  expect(of({ issued: '7' })).toEqual({ issuedFrom: day - 6 * DAY });
  expect(of({ issued: 'before90' })).toEqual({ issuedBefore: day - 89 * DAY });
  expect(of({ expires: '7' })).toEqual({ expiresBefore: day + 8 * DAY, state: 'active' });
  expect(of({ expires: '1', state: 'expired' })).toEqual({
    expiresBefore: day + 2 * DAY,
    state: 'expired',
  });
});

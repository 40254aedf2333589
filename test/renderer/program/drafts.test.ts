import { beforeEach, describe, expect, test } from 'vitest';
import { keepReview, useImport } from '../../../renderer/features/apis/import-store.ts';
import {
  beginDrafts,
  clearDraft,
  keepDraft,
  keepDrafts,
  keptDraft,
  lockWorkspace,
} from '../../../renderer/program/drafts.ts';
import { importIdSchema } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/result.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';

const ours = '/home/ada/workspace.latchkey';
const theirs = '/home/ada/other.latchkey';

beforeEach(() => beginDrafts(''));

describe('typed drafts', () => {
  test('belong to one workspace', () => {
    beginDrafts(ours);
    keepDraft('gateways:issuer', { issuer: 'https://half.example' });
    beginDrafts(ours);
    expect(keptDraft('gateways:issuer')).toEqual({ issuer: 'https://half.example' });
    beginDrafts(theirs);
    expect(keptDraft('gateways:issuer')).toBeUndefined();
  });

  test('are removed once cleared', () => {
    beginDrafts(ours);
    keepDraft('api:new', { name: 'Half' });
    clearDraft('api:new');
    expect(keptDraft('api:new')).toBeUndefined();
  });
});

test('the last keys before a lock are handed over once', async () => {
  const bridge = fakeBridge({
    'drafts:get': () => ok({}),
    'drafts:keep': () => ok(null),
    'workspace:lock': () => ok(null),
  });
  Object.assign(window, { latchkey: bridge });
  await keepDrafts();
  keepDraft('api:new', { name: 'Half' });
  expect(bridge.inputs('drafts:keep')).toEqual([]);
  lockWorkspace();
  lockWorkspace();
  expect(bridge.inputs('drafts:keep')).toEqual([{ 'api:new': { name: 'Half' } }]);
  expect(bridge.calls().map(({ channel }) => channel)).toEqual([
    'drafts:get',
    'drafts:keep',
    'workspace:lock',
    'workspace:lock',
  ]);
});

describe('an import review', () => {
  const id = importIdSchema.parse('5b0c9a3e-8f3e-4c1e-9d0a-1f2e3d4c5b6a');
  const review = { id, rows: [], problems: [] };

  test('is saved as it changes, restored, and removed when it is done', () => {
    beginDrafts(ours);
    const end = keepReview();
    useImport.setState({ review });
    expect(keptDraft('api-import')).toEqual(review);
    end();

    // The page after a lock: what it knows is what was kept.
    useImport.setState({ review: null });
    const endAgain = keepReview();
    expect(useImport.getState().review).toEqual(review);
    useImport.setState({ review: null });
    expect(keptDraft('api-import')).toBeUndefined();
    endAgain();
  });
});

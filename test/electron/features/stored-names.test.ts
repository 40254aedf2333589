import { expect, test } from 'vitest';
import { openInMemory } from '../../../electron/base/database/open.ts';
import { findApi, insertApi } from '../../../electron/features/apis/repository.ts';
import {
  findApplication,
  insertApplication,
  listApplications,
} from '../../../electron/features/applications/repository.ts';
import {
  findBusinessPlan,
  insertBusinessPlan,
} from '../../../electron/features/business-plans/repository.ts';

/** A name that an older version accepted, and that the field now refuses. */
const name = 'de\u200bpot';

test('a stored name that is refused today can be read, and so be renamed', () => {
  const db = openInMemory();
  const application = insertApplication(
    db,
    { name, description: '', perTokenQuota: 'Unlimited' },
    0,
  );
  expect(listApplications(db, { limit: 9 }, 0).map((one) => one.name)).toEqual([name]);
  expect(findApplication(db, application, 0)?.name).toBe(name);

  const plan = insertBusinessPlan(db, { name, description: '', requestsPerMinute: null });
  expect(findBusinessPlan(db, plan)?.name).toBe(name);

  const scopes = [{ name: 'read', displayName: name, description: '' }];
  const draft = { name, version: name, context: '/depot', provider: name, description: '' };
  const api = insertApi(db, { ...draft, scopes, businessPlanIds: [plan] }, 0);
  expect(findApi(db, api)).toMatchObject({ name, version: name, provider: name, scopes });
  db.close();
});

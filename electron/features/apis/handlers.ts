import { err, ok } from '../../../shared/result.ts';
import type { FeatureHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { logActivity } from '../activity/repository.ts';
import { deleteApi, insertApi, listApis, updateApi } from './repository.ts';
import { apiTitle, refuseApi, theApi } from './rules.ts';

export const apiHandlers: FeatureHandlers<'api'> = {
  'api:list': ({ db }) => ok(listApis(db)),

  'api:get': ({ db }, { id }) => theApi(db, id),

  'api:create': ({ db, now }, draft) =>
    inTransaction(db, () => {
      const refusal = refuseApi(db, draft, null);
      if (refusal !== null) return err(refusal);
      const id = insertApi(db, draft, now());
      logActivity(db, { at: now(), kind: 'api/created', subject: apiTitle(draft) });
      return theApi(db, id);
    }),

  'api:update': ({ db, now }, { id, ...draft }) =>
    inTransaction(db, () => {
      const api = theApi(db, id);
      if (!api.ok) return api;
      const refusal = refuseApi(db, draft, id);
      if (refusal !== null) return err(refusal);
      updateApi(db, id, draft, now());
      logActivity(db, { at: now(), kind: 'api/updated', subject: apiTitle(draft) });
      return theApi(db, id);
    }),

  'api:delete': ({ db, now }, { id }) =>
    inTransaction(db, () => {
      const api = theApi(db, id);
      if (!api.ok) return api;
      deleteApi(db, id, now());
      logActivity(db, { at: now(), kind: 'api/deleted', subject: apiTitle(api.value) });
      return ok(null);
    }),
};

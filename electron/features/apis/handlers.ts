import { apiTitle } from '../../../shared/domain/api.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import {
  apiPlace,
  apisLike,
  countApis,
  countOffering,
  deleteApi,
  insertApi,
  listApis,
  updateApi,
} from './repository.ts';
import { refuseApi, requireApi } from './rules.ts';

export const apiHandlers = {
  'api:list': ({ db }, query) => ok(listApis(db, query)),

  'api:count': ({ db }, { search = '', businessPlanId }) =>
    ok(businessPlanId === undefined ? countApis(db, search) : countOffering(db, businessPlanId)),

  'api:place': ({ db }, { typed }) => ok(apiPlace(db, typed)),

  'api:like': ({ db }, { apis }) => ok(apisLike(db, apis)),

  'api:get': ({ db }, { id }) => requireApi(db, id),

  'api:create': ({ db, activity, now }, draft) =>
    inTransaction(db, () => {
      const refusal = refuseApi(db, draft, null);
      if (refusal !== null) return err(refusal);
      const id = insertApi(db, draft, now());
      activity.record({ kind: 'api/created', subject: apiTitle(draft) });
      return requireApi(db, id);
    }),

  'api:update': ({ db, activity, now }, { id, ...draft }) =>
    inTransaction(db, () => {
      const api = requireApi(db, id);
      if (!api.ok) return api;
      const refusal = refuseApi(db, draft, id);
      if (refusal !== null) return err(refusal);
      updateApi(db, id, draft, now());
      activity.record({ kind: 'api/updated', subject: apiTitle(draft) });
      return requireApi(db, id);
    }),

  'api:delete': ({ db, activity, now }, { id }) =>
    inTransaction(db, () => {
      const api = requireApi(db, id);
      if (!api.ok) return api;
      deleteApi(db, id, now());
      activity.record({ kind: 'api/deleted', subject: apiTitle(api.value) });
      return ok(null);
    }),
} satisfies SomeHandlers;

import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import {
  applicationPlace,
  countApplications,
  deleteApplication,
  insertApplication,
  listApplications,
  updateApplication,
} from './repository.ts';
import { refuseName, requireApplication } from './rules.ts';

export const applicationHandlers = {
  'application:list': ({ db, now }, query) => ok(listApplications(db, query, now())),

  'application:count': ({ db }, { search = '' }) => ok(countApplications(db, search)),

  'application:place': ({ db }, { typed }) => ok(applicationPlace(db, typed)),

  'application:get': ({ db, now }, { id }) => requireApplication(db, id, now()),

  'application:create': ({ db, activity, now }, draft) =>
    inTransaction(db, () => {
      const refusal = refuseName(db, draft, null);
      if (refusal !== null) return err(refusal);
      const id = insertApplication(db, draft, now());
      activity.record({ kind: 'application/created', subject: draft.name });
      return requireApplication(db, id, now());
    }),

  'application:update': ({ db, activity, now }, { id, ...draft }) =>
    inTransaction(db, () => {
      const application = requireApplication(db, id, now());
      if (!application.ok) return application;
      const refusal = refuseName(db, draft, id);
      if (refusal !== null) return err(refusal);
      updateApplication(db, id, draft, now());
      activity.record({ kind: 'application/updated', subject: draft.name });
      return requireApplication(db, id, now());
    }),

  /** Its tokens count as revoked while it is in the bin: see the token's state. */
  'application:delete': ({ db, activity, now }, { id }) =>
    inTransaction(db, () => {
      const application = requireApplication(db, id, now());
      if (!application.ok) return application;
      deleteApplication(db, id, now());
      activity.record({
        kind: 'application/deleted',
        subject: application.value.name,
        detail: { activeTokens: application.value.activeTokenCount },
      });
      return ok(null);
    }),
} satisfies SomeHandlers;

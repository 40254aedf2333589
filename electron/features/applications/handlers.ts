import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { arrangeApplications, deleteApplications } from './change-many.ts';
import { deleteQuota, listQuotas, refuseQuota, saveQuota } from './quotas.ts';
import {
  applicationPlace,
  countActiveTokens,
  countApplications,
  deleteApplication,
  insertApplication,
  listApplications,
  listGroups,
  updateApplication,
} from './repository.ts';
import { refuseName, requireApplication } from './rules.ts';
import { selectedApplications } from './select-applications.ts';

export const applicationHandlers = {
  'application:list': ({ db, now }, query) => ok(listApplications(db, query, now())),

  'application:count': ({ db }, filter) => ok(countApplications(db, filter)),

  'application:groups': ({ db }) => ok(listGroups(db)),

  'application:place': ({ db }, { typed }) => ok(applicationPlace(db, typed)),

  'application:get': ({ db, now }, { id }) => requireApplication(db, id, now()),

  'application:selected': ({ db, now }, { selection }) => {
    const at = now();
    let [applications, activeTokens] = [0, 0];
    for (const page of selectedApplications(db, selection, at)) {
      if (!page.ok) return page;
      applications += page.value.length;
      for (const { id } of page.value) activeTokens += countActiveTokens(db, id, at);
    }
    return ok({ applications, activeTokens });
  },

  'application:create': ({ db, activity, now }, draft) =>
    inTransaction(db, () => {
      const refusal = refuseName(db, draft.name, null) ?? refuseQuota(db, draft.perTokenQuota);
      if (refusal !== null) return err(refusal);
      const id = insertApplication(db, draft, now());
      activity.record({ kind: 'application/created', subject: draft.name });
      return requireApplication(db, id, now());
    }),

  'application:update': ({ db, activity, now }, { id, ...draft }) =>
    inTransaction(db, () => {
      const application = requireApplication(db, id, now());
      if (!application.ok) return application;
      const before = application.value.perTokenQuota;
      const refusal =
        refuseName(db, draft.name, id) ?? refuseQuota(db, draft.perTokenQuota, before);
      if (refusal !== null) return err(refusal);
      updateApplication(db, application.value, draft, now());
      activity.record({ kind: 'application/updated', subject: draft.name });
      return requireApplication(db, id, now());
    }),

  'quota:list': ({ db }) => ok(listQuotas(db)),

  'quota:save': ({ db, activity }, { before, position, ...draft }) =>
    inTransaction(db, () => {
      const saved = saveQuota(db, before, draft, position);
      if (!saved.ok) return saved;
      const kind = before === null ? 'quota/created' : 'quota/updated';
      activity.record({ kind, subject: draft.name });
      return saved;
    }),

  'quota:delete': ({ db, activity }, { name }) =>
    inTransaction(db, () => {
      const deleted = deleteQuota(db, name);
      if (!deleted.ok) return deleted;
      activity.record({ kind: 'quota/deleted', subject: name });
      return deleted;
    }),

  'application:arrange': (context, { selection, ...change }) =>
    context.jobs.start('application-change', (signal) =>
      arrangeApplications(context, selection, change, signal),
    ).done,

  'application:delete-many': (context, { selection }) =>
    context.jobs.start('application-change', (signal) =>
      deleteApplications(context, selection, signal),
    ).done,

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

import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { err } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction, type WritableDb } from '../../base/database/database.ts';
import { findApplicationForm, writeApplicationForm } from '../applications/form.ts';
import { insertApplication } from '../applications/repository.ts';
import { refuseName, requireApplication } from '../applications/rules.ts';
import { insertSubscription, listSubscriptions, setSubscriptionState } from './repository.ts';

export const duplicateHandlers = {
  'application:duplicate': ({ db, activity, now }, { id, name }) =>
    inTransaction(db, () => {
      const original = requireApplication(db, id, now());
      if (!original.ok) return original;
      const refusal = refuseName(db, name, null);
      if (refusal !== null) return err(refusal);
      const { description, perTokenQuota, owner, group, attributes } = original.value;
      const draft = { name, description, perTokenQuota, owner, group, attributes };
      const copy = insertApplication(db, draft, now());
      writeApplicationForm(db, copy, findApplicationForm(db, id));
      copySubscriptions(db, id, copy, now());
      activity.record({
        kind: 'application/created',
        subject: name,
        detail: { duplicateOf: original.value.name },
      });
      return requireApplication(db, copy, now());
    }),
} satisfies SomeHandlers;

function copySubscriptions(db: WritableDb, from: ApplicationId, to: ApplicationId, now: number) {
  for (const { apiId, businessPlanId, state } of listSubscriptions(db, from)) {
    const id = insertSubscription(db, { applicationId: to, apiId, businessPlanId }, now);
    if (state !== 'UNBLOCKED') setSubscriptionState(db, id, state, now);
  }
}

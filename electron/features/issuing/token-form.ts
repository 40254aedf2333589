import { readExtraClaims } from '../../../shared/domain/extra-claims.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { TokenForm } from '../../../shared/domain/token-form.ts';
import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { findApplicationForm, writeApplicationForm } from '../applications/form.ts';
import { requireApplication } from '../applications/rules.ts';
import { readSettings } from '../settings/repository.ts';

function viewForm(db: ReadableDb, id: ApplicationId): TokenForm {
  const { claims, ...own } = findApplicationForm(db, id);
  const { profile, algorithm, confirmBeyondSeconds } = readSettings(db);
  const text = Object.keys(claims).length === 0 ? '' : JSON.stringify(claims, null, 2);
  return { own: { ...own, claims: text }, defaults: { profile, algorithm, confirmBeyondSeconds } };
}

export const tokenFormHandlers = {
  'token-form:get': ({ db, now }, { applicationId }) => {
    const application = requireApplication(db, applicationId, now());
    return application.ok ? ok(viewForm(db, applicationId)) : application;
  },

  /** Applies to new tokens; existing ones become stale. */
  'token-form:update': ({ db, activity, now }, { applicationId, claims: typed, ...form }) =>
    inTransaction(db, () => {
      const application = requireApplication(db, applicationId, now());
      if (!application.ok) return application;
      const claims = readExtraClaims(typed);
      if (!claims.ok) return claims;
      writeApplicationForm(db, applicationId, { ...form, claims: claims.value });
      activity.record({
        kind: 'application/updated',
        subject: application.value.name,
        detail: {
          profile: form.profile ?? '',
          algorithm: form.algorithm ?? '',
          claims: Object.keys(claims.value).join(' '),
        },
      });
      return ok(viewForm(db, applicationId));
    }),
} satisfies SomeHandlers;

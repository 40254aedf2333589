import { isSamePlace, RENEWALS_MAX, type Renewal } from '../../../shared/domain/renewal.ts';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { readRenewals, writeRenewals } from './repository.ts';

const labelOf = ({ file, name }: Pick<Renewal, 'file' | 'name'>): string =>
  name === '' ? file : `${file} (${name})`;

export const renewalHandlers = {
  'renewal:list': ({ db }) => ok([...readRenewals(db)]),

  'renewal:save': ({ db, activity }, renewal) =>
    inTransaction(db, () => {
      const others = readRenewals(db).filter((one) => !isSamePlace(one, renewal));
      if (others.length >= RENEWALS_MAX) {
        return err(appError('field/too-large', { field: 'file', detail: { max: RENEWALS_MAX } }));
      }
      const renewals = [...others, renewal];
      writeRenewals(db, renewals);
      activity.record({ kind: 'renewal/added', subject: labelOf(renewal) });
      return ok(renewals);
    }),

  'renewal:remove': ({ db, activity }, place) =>
    inTransaction(db, () => {
      const all = readRenewals(db);
      const renewals = all.filter((one) => !isSamePlace(one, place));
      if (renewals.length === all.length) return err(appError('missing/renewal'));
      writeRenewals(db, renewals);
      activity.record({ kind: 'renewal/removed', subject: labelOf(place) });
      return ok(renewals);
    }),
} satisfies SomeHandlers;

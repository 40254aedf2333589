import type { StaleReason } from '../../../shared/domain/keys.ts';
import { t } from '../../../shared/words/words.ts';
import css from './stale-reasons.module.css';

/** What a new token would say differently. */
export function StaleReasons({ reasons }: Readonly<{ reasons: readonly StaleReason[] }>) {
  return (
    <ul className={css['reasons']}>
      {reasons.map((reason) => (
        <li key={reason}>{t(`tokens.staleReasons.${reason}`)}</li>
      ))}
    </ul>
  );
}

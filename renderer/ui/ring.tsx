import { Infinity as Endless } from 'lucide-react';
import { classesOf } from './classes.ts';
import css from './ring.module.css';

const cx = classesOf(css);

export type RingState = 'active' | 'expiring' | 'expired' | 'revoked' | 'never' | 'none';

type RingProps = Readonly<{
  state: RingState;
  /** The share of its life that is left, from 0 to 1. */
  share?: number | undefined;
}>;

/**
 * The life that a token still has, as a ring of 14 px. Each state also has a shape of its own: a
 * centre dot, dashes, a bar, ∞. A word always stands beside it.
 */
export function Ring({ state, share = 1 }: RingProps) {
  if (state === 'never') {
    return <Endless className={cx('endless')} size={14} strokeWidth={2} aria-hidden />;
  }
  const left = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  const hasArc = state === 'active' || state === 'expiring';
  return (
    <svg className={cx('ring', state)} viewBox="0 0 14 14" aria-hidden>
      <circle className={cx('track')} cx="7" cy="7" r="5.5" />
      {hasArc && (
        <circle
          className={cx('arc')}
          cx="7"
          cy="7"
          r="5.5"
          pathLength="100"
          strokeDasharray={`${left} 100`}
        />
      )}
      {state === 'expiring' && <circle className={cx('dot')} cx="7" cy="7" r="1.6" />}
      {state === 'revoked' && <line className={cx('bar')} x1="3.2" y1="3.2" x2="10.8" y2="10.8" />}
    </svg>
  );
}

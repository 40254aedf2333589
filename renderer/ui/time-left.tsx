import { classesOf } from './classes.ts';
import { Ring, type RingState } from './ring.tsx';
import css from './time-left.module.css';

const cx = classesOf(css);

type TimeLeftProps = Readonly<{
  state: RingState;
  /** "18 d", "Expired". */
  text: string;
  /** The share of its life that is left, from 0 to 1. */
  share?: number | undefined;
  /** Grey although it has ended, in lists where most tokens have ended. */
  isQuiet?: boolean | undefined;
}>;

/** How long a token still lasts: the ring and a word. Colour only where attention is needed. */
export function TimeLeft({ state, text, share, isQuiet = false }: TimeLeftProps) {
  const isAmber = state === 'expiring' || state === 'never';
  const isRed = !isQuiet && (state === 'expired' || state === 'revoked');
  return (
    <span className={cx('left', isAmber && 'amber', isRed && 'red')}>
      <Ring state={state} share={share} />
      <span>{text}</span>
    </span>
  );
}

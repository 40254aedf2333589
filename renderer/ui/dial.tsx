import { classesOf } from './classes.ts';
import css from './dial.module.css';
import type { RingState } from './ring.tsx';

const cx = classesOf(css);

type DialProps = Readonly<{
  state: RingState;
  /** The share of its life that is left, from 0 to 1. */
  share: number;
  /** The one large figure: "18", or a word if there is nothing to count. */
  reading: string;
  /** "days left" */
  unit: string;
  isLarge?: boolean | undefined;
}>;

const CENTRE = 68;
const RADIUS = 54;
/** A point of a circle around the centre; `turn` from 0 to 1, clockwise from the top. */
function at(turn: number, radius: number): Readonly<{ x: number; y: number }> {
  const angle = turn * 2 * Math.PI - Math.PI / 2;
  return { x: CENTRE + radius * Math.cos(angle), y: CENTRE + radius * Math.sin(angle) };
}

/** The same for every token, which is drawn again each second. */
const ticks = Array.from({ length: 60 }, (_, index) => {
  const isMajor = index % 5 === 0;
  const [from, to] = [at(index / 60, 66), at(index / 60, isMajor ? 60 : 62)];
  return (
    <line
      key={index}
      className={cx('tick', isMajor && 'major')}
      x1={from.x}
      y1={from.y}
      x2={to.x}
      y2={to.y}
    />
  );
});

/** The ring of a token at full size, with a scale, a hand that says *now*, and a reading. */
export function Dial({ state, share, reading, unit, isLarge = false }: DialProps) {
  const left = Math.min(1, Math.max(0, share));
  const hand = at(left, RADIUS);
  const isLive = state === 'active' || state === 'expiring';
  return (
    <div className={cx('dial', state, isLarge && 'large')}>
      <svg viewBox="0 0 136 136" aria-hidden>
        {ticks}
        <circle className={cx('track')} cx={CENTRE} cy={CENTRE} r={RADIUS} />
        {isLive && (
          <circle
            className={cx('arc')}
            cx={CENTRE}
            cy={CENTRE}
            r={RADIUS}
            pathLength="100"
            strokeDasharray={`${left * 100} 100`}
            transform={`rotate(-90 ${CENTRE} ${CENTRE})`}
          />
        )}
        {isLive && <circle className={cx('hand')} cx={hand.x} cy={hand.y} r="5.5" />}
      </svg>
      <p className={cx('words')}>
        <span className={cx('reading', reading.length > 4 && !isLarge && 'long')}>{reading}</span>{' '}
        <span className={cx('unit')}>{unit}</span>
      </p>
    </div>
  );
}

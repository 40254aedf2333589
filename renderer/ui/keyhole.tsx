import { classesOf } from './classes.ts';
import css from './keyhole.module.css';

const cx = classesOf(css);

const TICKS = Array.from({ length: 90 }, (_, index) => index);

/** The program's mark at the size of a picture: a dial around a keyhole. */
export function Keyhole() {
  return (
    <svg className={cx('picture')} viewBox="0 0 360 360" fill="none" aria-hidden>
      {TICKS.map((index) => {
        const isMajor = index % 15 === 0;
        return (
          <line
            key={index}
            className={cx('tick', isMajor && 'major')}
            x1="180"
            y1="2"
            x2="180"
            y2={isMajor ? 16 : 10}
            transform={`rotate(${index * 4} 180 180)`}
          />
        );
      })}
      <circle className={cx('track')} cx="180" cy="180" r="150" />
      <path className={cx('arc')} d="M180 30a150 150 0 0 1 143 195" />
      <circle className={cx('hand')} cx="323" cy="225" r="7" />
      <circle className={cx('face')} cx="180" cy="180" r="100" />
      <path
        className={cx('hole')}
        d="M180 140a20 20 0 0 0-11 36.700l-5 43.300a2 2 0 0 0 2 2h28a2 2 0 0 0 2-2l-5-43.300a20 20 0 0 0-11-36.700z"
      />
    </svg>
  );
}

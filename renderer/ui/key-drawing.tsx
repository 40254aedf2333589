import { classesOf } from './classes.ts';
import css from './key-drawing.module.css';

const cx = classesOf(css);

type KeyDrawingProps = Readonly<{
  /** Decides the shape of the bow: the id of the signing key. */
  bow: string;
  /** Decides the cuts: the id of the token. */
  cuts: string;
}>;

/** Bows around the point 22, 22. */
const bows = [
  'M22 2a20 20 0 1 0 0 40a20 20 0 1 0 0-40z',
  'M12 4h20l10 18l-10 18h-20l-10-18z',
  'M6 4h32a2 2 0 0 1 2 2v32a2 2 0 0 1-2 2h-32a2 2 0 0 1-2-2v-32a2 2 0 0 1 2-2z',
  'M22 1l21 21l-21 21l-21-21z',
  'M22 2a10 10 0 0 1 9 11a10 10 0 0 1 0 18a10 10 0 0 1-18 0a10 10 0 0 1 0-18a10 10 0 0 1 9-11z',
  'M4 6h30q8 8 8 16q0 8-8 16h-30q-2-16 0-32z',
] as const;

const CUTS = 7;
const DEEPEST = 14;

function sumOf(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}

/** The outline of the blade: its upper edge is straight, its lower one has the cuts. */
function bladeOf(cuts: string): string {
  const [from, to, top, bottom] = [40, 178, 13, 35];
  const width = (to - 14 - (from + 14)) / CUTS;
  let state = sumOf(cuts);
  const edge = Array.from({ length: CUTS }, (_, index) => {
    state = (state * 1103515245 + 12345) >>> 0;
    const depth = 3 + ((state >>> 16) % DEEPEST);
    const right = to - 14 - index * width;
    const [wide, slope] = [width - 2, Math.min(4, width / 3)];
    return `L${right} ${bottom}L${right - slope} ${bottom - depth}L${right - wide + slope} ${bottom - depth}L${right - wide} ${bottom}`;
  }).join('');
  return `M${from} ${top}L${to - 8} ${top}L${to} ${(top + bottom) / 2}L${to - 8} ${bottom}${edge}L${from} ${bottom}z`;
}

/**
 * A key drawn from the token itself: the same token always has the same key, and a re-generated one
 * has new cuts. Purely to look at.
 */
export function KeyDrawing({ bow, cuts }: KeyDrawingProps) {
  return (
    <svg className={cx('key')} viewBox="0 0 180 44" aria-hidden>
      <path className={cx('metal')} d={`${bows[sumOf(bow) % bows.length]}`} />
      <circle className={cx('hole')} cx="16" cy="22" r="6" />
      <path className={cx('metal')} d={bladeOf(cuts)} />
      <line className={cx('groove')} x1="48" y1="18" x2="164" y2="18" />
    </svg>
  );
}

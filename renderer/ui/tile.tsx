import type { CSSProperties } from 'react';
import { classesOf } from './classes.ts';
import css from './tile.module.css';

const cx = classesOf(css);

const HUES = [268, 155, 200, 20, 320, 235, 80, 45, 290, 120] as const;

/** The hue of a name, in degrees: always the same for the same name. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const character of name.normalize('NFC').toLowerCase()) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return HUES[hash % HUES.length] ?? HUES[0];
}

const words = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function letters(text: string): string[] {
  return [...words.segment(text)].map((one) => one.segment);
}

/** Two initials of a name: of its first two words, or its first two letters. */
export function initialsOf(name: string): string {
  const [first = '', second] = name.trim().split(/[\s._-]+/u);
  if (second === undefined || second === '') return letters(first).slice(0, 2).join('');
  return [letters(first)[0], letters(second)[0]].join('').toUpperCase();
}

type TileProps = Readonly<{
  name: string;
  size?: 'small' | 'medium' | 'large' | undefined;
}>;

/** Initials on a colour of their own: a drawn mark, which screen readers skip. */
export function Tile({ name, size = 'medium' }: TileProps) {
  const style = { '--hue': String(hueOf(name)) } as CSSProperties;
  return (
    <span className={cx('tile', size)} style={style} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}

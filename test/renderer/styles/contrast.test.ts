import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(
  resolvePath(import.meta.dirname, '../../../renderer/styles/tokens.css'),
  'utf8',
).replaceAll(/\/\*[\s\S]*?\*\//g, '');

type Tokens = ReadonlyMap<string, string>;

/** The custom properties of the first block that starts with `selector`. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(selector);
  if (start === -1) throw new Error(`No block ${selector}`);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\s+/g, ' ').trim(),
    ]),
  );
}

const base = tokensOf(':root {');
const chosen = tokensOf(':root[data-theme="contrast"] {');

type Scheme = 'light' | 'dark';

/** A token as `oklch(…)`, after var() and light-dark(). */
function resolve(tokens: Tokens, name: string, scheme: Scheme): string {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`No token --${name}`);
  const variable = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (variable !== undefined) return resolve(tokens, variable, scheme);
  const halves = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value);
  if (halves === null) return value;
  return (scheme === 'light' ? halves[1] : halves[2]) ?? '';
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Relative luminance (WCAG 2.2) of an oklch() colour; the matrices are those of CSS Color 4. */
function luminance(color: string): number {
  const parts = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(color);
  if (parts === null) throw new Error(`Not a plain oklch(): ${color}`);
  const [lightness = 0, chroma = 0, hue = 0] = parts.slice(1).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return (
    0.2126 * clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const plain = [
  'surface',
  'surface-sunken',
  'surface-raised',
  'surface-hover',
  'control',
  'shelf',
  'face',
  'foot',
  'well',
  'selected',
];
const tinted = ['accent-surface', 'active-surface', 'expiring-surface', 'revoked-surface'];

/** Text colour → every background that a primitive uses it on. */
const texts: Readonly<Record<string, readonly string[]>> = {
  text: [
    ...plain,
    ...tinted,
    'surface-pressed',
    'control-hover',
    'control-pressed',
    'accent-surface-hover',
  ],
  'text-soft': [...plain, 'accent-surface'],
  'text-muted': plain,
  'accent-text': [...plain, 'accent-surface'],
  'on-accent': ['accent', 'accent-hover', 'accent-pressed'],
  'on-danger': ['danger', 'danger-hover', 'danger-pressed'],
  'on-inverse': ['inverse'],
  'active-text': [...plain, 'active-surface', 'accent-surface'],
  'expiring-text': [...plain, 'expiring-surface', 'accent-surface'],
  'expired-text': [...plain, 'expired-surface', 'accent-surface'],
  'revoked-text': [...plain, 'revoked-surface', 'accent-surface'],
};

/** Colours that must be visible though they aren't text (WCAG 1.4.11). */
const shapes: Readonly<Record<string, readonly string[]>> = {
  'border-field': ['surface', 'surface-raised', 'surface-sunken', 'control'],
  focus: [...plain, 'accent-surface'],
  accent: ['surface', 'surface-raised', 'face'],
  arc: ['shelf', 'face', 'selected'],
  'tick-strong': ['face'],
  'expiring-mark': ['shelf', 'face', 'selected'],
  'revoked-mark': ['shelf', 'face', 'selected'],
};

const themes = [
  { name: 'plain', tokens: base, text: 4.5, shape: 3 },
  { name: 'high contrast', tokens: new Map([...base, ...chosen]), text: 7, shape: 4.5 },
];

describe.each(themes)('$name', ({ tokens, text, shape }) => {
  describe.each(['light', 'dark'] as const)('%s', (scheme) => {
    const pairs = [
      ...Object.entries(texts).map((pair) => ({ pair, least: text })),
      ...Object.entries(shapes).map((pair) => ({ pair, least: shape })),
    ].flatMap(({ pair: [front, grounds], least }) =>
      grounds.map((ground) => ({ front, ground, least })),
    );
    test.each(pairs)('--$front on --$ground', ({ front, ground, least }) => {
      const ratio = contrast(resolve(tokens, front, scheme), resolve(tokens, ground, scheme));
      expect(ratio).toBeGreaterThanOrEqual(least);
    });
  });
});

test('the contrast formula is right', () => {
  expect(contrast('oklch(1 0 0)', 'oklch(0 0 0)')).toBeCloseTo(21, 5);
  // #767676 on white is the well-known 4.54.
  expect(contrast('oklch(0.5682 0 0)', 'oklch(1 0 0)')).toBeCloseTo(4.54, 1);
});

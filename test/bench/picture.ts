import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../build/runtime/project.ts';

/** What a question cost at one size: milliseconds of processor time. */
export interface Cost {
  readonly kind: string;
  readonly what: string;
  readonly ms: number;
}

const SIZES = [10_000, 100_000, 1_000_000] as const;
const folder = join(projectRoot, 'out/bench');
const fileOf = (size: number): string => join(folder, `costs-${size}.json`);

export function keepCosts(size: number, costs: readonly Cost[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(size), `${JSON.stringify(costs, null, 1)}\n`);
}

/** The picture's lines, and which questions each of them is the median or the slowest of. */
const lines = [
  { name: 'list, median', kind: 'list', at: 0.5, colour: '#2f6f4f' },
  { name: 'list, slowest', kind: 'list', at: 1, colour: '#7fb89a' },
  { name: 'search, median', kind: 'search', at: 0.5, colour: '#274b8f' },
  { name: 'search, 9 of 10', kind: 'search', at: 0.9, colour: '#8aa6dd' },
] as const;

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 300, 56, 250];
const xOf = (place: number): number => LEFT + 40 + place * 170;
/** Logarithmic: 0.1 ms to 1 s. */
const yOf = (ms: number): number => BOTTOM - ((Math.log10(Math.max(ms, 0.1)) + 1) / 4) * 220;

function part(costs: readonly Cost[], kind: string, at: number): number {
  const sorted = costs
    .filter((cost) => cost.kind === kind)
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

/** Draws cost against size from the costs of the last runs. @returns whether all sizes are there. */
export function drawCosts(target: string): boolean {
  if (!SIZES.every((size) => existsSync(fileOf(size)))) return false;
  const all = SIZES.map((size) => JSON.parse(readFileSync(fileOf(size), 'utf8')) as Cost[]);
  const grid = [0.1, 1, 10, 100, 1000].map(
    (ms) =>
      `<path d="M${LEFT} ${yOf(ms)}H${WIDTH - 160}" stroke="#8886" fill="none"/>` +
      `<text x="${LEFT - 8}" y="${yOf(ms) + 4}" text-anchor="end">${ms} ms</text>`,
  );
  const sizes = ['10 k', '100 k', '1 M'].map(
    (name, place) =>
      `<text x="${xOf(place)}" y="${BOTTOM + 22}" text-anchor="middle">${name}</text>`,
  );
  const drawn = lines.map(({ name, kind, at, colour }) => {
    const values = all.map((costs) => part(costs, kind, at));
    const points = values.map((ms, place) => `${xOf(place)},${yOf(ms).toFixed(1)}`).join(' ');
    const end = values.at(-1) ?? 0;
    return (
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="3"/>` +
      `<text x="${xOf(2) + 10}" y="${yOf(end) + 4}" fill="${colour}">${name}: ${end.toFixed(1)} ms</text>`
    );
  });
  const title = 'Processor time of a list or a search, by the number of tokens';
  writeFileSync(
    target,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#777" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...sizes, ...drawn].join('\n')}
</svg>
`,
  );
  return true;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** In px: a picture on the sheet, and its caption. */
const WIDTH = 460;
const CAPTION = 22;
const GAP = 12;
const COLUMNS = 4;

let ready: Promise<void> | undefined;

function prepare(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  ready ??= initWasm(readFileSync(wasm));
  return ready;
}

/** A PNG's size in px, from its IHDR chunk. */
function sizeOf(png: Buffer): Readonly<{ width: number; height: number }> {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/**
 * Writes all pictures of a folder's list onto one sheet, four in a row, each with its name: what is
 * clipped, crowded or misaligned stands out among the others.
 *
 * @param pictures absolute paths of PNG files of one size.
 * @param sheet the PNG to write; absolute.
 */
export async function writeContactSheet(pictures: readonly string[], sheet: string): Promise<void> {
  await prepare();
  const images = pictures.map((path) => ({ path, png: readFileSync(path) }));
  const [first] = images;
  if (first === undefined) return;
  const { width, height } = sizeOf(first.png);
  const tall = Math.round((WIDTH / width) * height);
  const rows = Math.ceil(images.length / COLUMNS);
  const [fullWidth, fullHeight] = [
    COLUMNS * (WIDTH + GAP) + GAP,
    rows * (tall + CAPTION + GAP) + GAP,
  ];
  const parts = images.map(({ png }, index) => {
    const x = GAP + (index % COLUMNS) * (WIDTH + GAP);
    const y = GAP + Math.floor(index / COLUMNS) * (tall + CAPTION + GAP);
    const data = `data:image/png;base64,${png.toString('base64')}`;
    return `<image x="${x}" y="${y}" width="${WIDTH}" height="${tall}" href="${data}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}">
    <rect width="100%" height="100%" fill="#777"/>${parts.join('')}</svg>`;
  writeFileSync(sheet, new Resvg(svg).render().asPng());
  const names = images.map(({ path }, index) => `${index + 1}. ${basename(path)}`);
  writeFileSync(join(sheet.replace(/\.png$/, '.txt')), `${names.join('\n')}\n`);
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { icns, ico, type Picture } from './containers.ts';

/** Up to this size in pixels the key is drawn thicker and aligned to the pixel grid. */
const smallUpTo = 32;
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const icoSizes = new Set([16, 24, 32, 48, 64, 256]);

/**
 * Every icon file made from the drawings next to this script: path relative to `build/icons` →
 * bytes. WebAssembly draws the same pixels on every machine.
 */
export async function drawIcons(): Promise<ReadonlyMap<string, Uint8Array>> {
  await loadRenderer();
  const pictures = sizes.map((size) =>
    draw(size <= smallUpTo ? 'latchkey-small' : 'latchkey', size),
  );
  const files = new Map<string, Uint8Array>();
  for (const { size, png } of pictures) files.set(`linux/${size}x${size}.png`, png);
  files.set('icon.ico', ico(pictures.filter(({ size }) => icoSizes.has(size))));
  files.set('icon.icns', icns(pictures));
  return files;
}

function draw(drawing: string, size: number): Picture {
  const svg = readFileSync(join(import.meta.dirname, `${drawing}.svg`), 'utf8');
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } });
  return { size, png: image.render().asPng() };
}

let loading: Promise<void> | undefined;

/** The renderer can be loaded only once per process. */
function loadRenderer(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  loading ??= initWasm(readFileSync(wasm));
  return loading;
}

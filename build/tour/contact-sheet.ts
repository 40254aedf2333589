import { writeFile } from 'node:fs/promises';
import type { ElectronApplication } from 'playwright-core';

/** A small copy of a picture; all of one sheet have the same size in px. */
export interface Thumbnail {
  readonly name: string;
  /** JPEG in base64. */
  readonly small: string;
  readonly width: number;
  readonly height: number;
}

const COLUMNS = 4;
/** More would be too small to see what is clipped. */
const MOST = 12;
/** In px, between the pictures. */
const GAP = 12;

/**
 * Writes pictures onto sheets of four by three, and their names beside them: what is clipped,
 * crowded or misaligned stands out among the others.
 *
 * @param electron puts them together: it has the code for pictures that Node lacks.
 * @param base path of the sheets without their number and ending; absolute.
 */
export async function writeContactSheets(
  electron: ElectronApplication,
  thumbnails: readonly Thumbnail[],
  base: string,
): Promise<void> {
  for (let from = 0; from < thumbnails.length; from += MOST) {
    const shown = thumbnails.slice(from, from + MOST);
    const path = `${base}-${from / MOST + 1}`;
    await writeFile(`${path}.jpg`, Buffer.from(await sheetOf(electron, shown), 'base64'));
    const names = shown.map(({ name }, index) => `${index + 1}. ${name}`);
    await writeFile(`${path}.txt`, `${names.join('\n')}\n`);
  }
}

/** @returns a JPEG in base64. */
function sheetOf(electron: ElectronApplication, thumbnails: readonly Thumbnail[]): Promise<string> {
  const [{ width, height } = { width: 0, height: 0 }] = thumbnails;
  const rows = Math.ceil(thumbnails.length / COLUMNS);
  const sheet = { width: COLUMNS * (width + GAP) + GAP, height: rows * (height + GAP) + GAP };
  const parts = thumbnails.map(({ small }, index) => ({
    small,
    x: GAP + (index % COLUMNS) * (width + GAP),
    y: GAP + Math.floor(index / COLUMNS) * (height + GAP),
  }));
  return electron.evaluate(
    ({ nativeImage }, { sheet, parts }) => {
      const BYTES = 4;
      const all = Buffer.alloc(sheet.width * sheet.height * BYTES, 0x77);
      for (const { small, x, y } of parts) {
        const image = nativeImage.createFromBuffer(Buffer.from(small, 'base64'));
        const pixels = image.toBitmap();
        const size = image.getSize();
        for (let row = 0; row < size.height; row += 1) {
          const from = row * size.width * BYTES;
          const to = ((y + row) * sheet.width + x) * BYTES;
          pixels.copy(all, to, from, from + size.width * BYTES);
        }
      }
      return nativeImage.createFromBitmap(all, sheet).toJPEG(85).toString('base64');
    },
    { sheet, parts },
  );
}

import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The guide's pictures, and the steps of the tour that show them. */
const pictures = [
  ['home.png', 'home'],
  ['production-keys.png', 'keys'],
  ['palette.png', 'command-palette'],
  ['gateways.png', 'gateways'],
] as const;

/** Puts what the guide shows beside the other results: docs/guide/pictures takes them from there. */
export async function keepGuidePictures(screens: string, out: string): Promise<void> {
  const folder = join(out, 'guide');
  await mkdir(folder, { recursive: true });
  const taken = await readdir(screens);
  for (const [name, step] of pictures) {
    const shot = taken.find((file) => file.replace(/^\d\d-/, '') === `${step}.png`);
    if (shot !== undefined) await copyFile(join(screens, shot), join(folder, name));
  }
}

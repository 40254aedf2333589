import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { icns, ico } from '../../../build/icons/containers.ts';
import { drawIcons } from '../../../build/icons/draw.ts';
import { projectRoot } from '../../../build/runtime/project.ts';

const icons = join(projectRoot, 'build/icons');
const picture = (size: number) => ({ size, png: Buffer.alloc(size, size % 256) });

it('keeps every icon file in step with the drawings (else: npm run icons)', async () => {
  const drawn = await drawIcons();
  const kept = readdirSync(icons, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(png|ico|icns)$/.test(name));
  expect(kept.toSorted()).toEqual([...drawn.keys()].toSorted());
  const changed = [...drawn].filter(
    ([name, bytes]) => !readFileSync(join(icons, name)).equals(Buffer.from(bytes)),
  );
  expect(changed.map(([name]) => name)).toEqual([]);
});

it('writes the offset of each image into an ICO, and 256 as zero', () => {
  const file = ico([picture(16), picture(256)]);
  expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 2]);
  expect([file[6], file[22]]).toEqual([16, 0]);
  for (const [at, size] of [
    [6, 16],
    [22, 256],
  ] as const) {
    const offset = file.readUInt32LE(at + 12);
    const png = file.subarray(offset, offset + file.readUInt32LE(at + 8));
    expect(png.equals(picture(size).png)).toBe(true);
  }
});

it('chains the elements of an ICNS to its end', () => {
  const file = icns([16, 32, 64, 128, 256, 512, 1024].map(picture));
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const types: string[] = [];
  let at = 8;
  for (; at < file.length; at += file.readUInt32BE(at + 4)) {
    types.push(file.toString('latin1', at, at + 4));
  }
  expect(at).toBe(file.length);
  expect(types).toContain('ic10');
  expect(() => icns([picture(16)])).toThrow('no image of 32 pixels');
});

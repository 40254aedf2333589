import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFuses } from '../../../../electron/shell/self-test/read-fuses.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const PIECE = 4 * 1024 * 1024;

/** A program with a fuse wire that begins at this byte. */
function program(at: number, wire: string, sentinel = SENTINEL): string {
  const file = join(temporaryDirectory(), 'program');
  const bytes = Buffer.concat([
    Buffer.alloc(at, 'dL7'),
    Buffer.from(sentinel, 'latin1'),
    Buffer.from(wire, 'latin1'),
    Buffer.alloc(100, '1'),
  ]);
  writeFileSync(file, bytes);
  return file;
}

it('reads each fuse of the wire, and no byte after it', async () => {
  expect(await readFuses(program(1000, '\x01\x0510r\x901'))).toEqual([
    'on',
    'off',
    'removed',
    'off',
    'on',
  ]);
});

it.each([0, PIECE - 40, PIECE - 31, PIECE - 1, PIECE, PIECE + 1])(
  'finds a wire that begins at byte %i',
  async (at) => {
    expect(await readFuses(program(at, '\x01\x0211'))).toEqual(['on', 'on']);
  },
);

it('refuses a program without a wire, and an unknown wire version', async () => {
  await expect(readFuses(program(10, '', 'x'))).rejects.toThrow('no fuse wire');
  await expect(readFuses(program(10, '\x02\x0211'))).rejects.toThrow('version 2');
});

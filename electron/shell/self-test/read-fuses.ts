import { type FileHandle, open } from 'node:fs/promises';
import { t } from '../../../shared/words/words.ts';

/** Precedes the fuse wire in every Electron since version 12 (docs/tutorial/fuses.md). */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
const WIRE_VERSION = 1;
const PIECE = 4 * 1024 * 1024;

/** `removed` is a fuse that this Electron still reserves a place for but no longer uses. */
export type FuseState = 'on' | 'off' | 'removed';

/**
 * Reads an Electron program's fuses, in the order of its fuse wire.
 *
 * @param program the file that holds them: the framework on macOS, the program itself elsewhere.
 * @throws if the file has no fuse wire, or one in an unknown format.
 */
export async function readFuses(program: string): Promise<readonly FuseState[]> {
  const file = await open(program, 'r');
  try {
    const at = await find(file, SENTINEL);
    if (at === undefined) throw new Error(t('selfTest.noFuseWire', { file: program }));
    // One byte for the version, one for the number of fuses.
    const wire = Buffer.alloc(2 + 255);
    await file.read(wire, 0, wire.length, at + SENTINEL.length);
    const [version, length = 0] = wire;
    if (version !== WIRE_VERSION) {
      throw new Error(t('selfTest.fuseWireVersion', { version: version ?? 0 }));
    }
    return Array.from(wire.subarray(2, 2 + length), stateOf);
  } finally {
    await file.close();
  }
}

function stateOf(byte: number): FuseState {
  if (byte === 0x31) return 'on';
  return byte === 0x72 ? 'removed' : 'off';
}

/** The program is over 200 MB: it is read in pieces that overlap by the length of `wanted`. */
async function find(file: FileHandle, wanted: Buffer): Promise<number | undefined> {
  const piece = Buffer.alloc(PIECE + wanted.length);
  for (let start = 0; ; start += PIECE) {
    const { bytesRead } = await file.read(piece, 0, piece.length, start);
    const found = piece.subarray(0, bytesRead).indexOf(wanted);
    if (found !== -1) return start + found;
    if (bytesRead < piece.length) return undefined;
  }
}

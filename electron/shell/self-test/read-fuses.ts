import { type FileHandle, open } from 'node:fs/promises';
import { t } from '../../../shared/words/words.ts';

/** Precedes the fuse wire in every Electron since version 12 (docs/tutorial/fuses.md). */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
const WIRE_VERSION = 1;
const PIECE = 4 * 1024 * 1024;

/** `removed` is a fuse that this Electron still has a place for, and no use. */
export type FuseState = 'on' | 'off' | 'removed';

/**
 * Reads the fuses burnt into an Electron program, in the order of its wire.
 *
 * @param program the file that holds them: on macOS the framework's, elsewhere the program itself.
 * @throws if the file has no fuse wire, or one of a format that is not known.
 */
export async function readFuses(program: string): Promise<readonly FuseState[]> {
  const file = await open(program, 'r');
  try {
    const at = await find(file, SENTINEL);
    if (at === undefined) throw new Error(t('selfTest.noFuseWire', { file: program }));
    // One byte says the version, one how many follow.
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

/** The program has over 200 MB: it is read in pieces that overlap by what is looked for. */
async function find(file: FileHandle, wanted: Buffer): Promise<number | undefined> {
  const piece = Buffer.alloc(PIECE + wanted.length);
  for (let start = 0; ; start += PIECE) {
    const { bytesRead } = await file.read(piece, 0, piece.length, start);
    const found = piece.subarray(0, bytesRead).indexOf(wanted);
    if (found !== -1) return start + found;
    if (bytesRead < piece.length) return undefined;
  }
}

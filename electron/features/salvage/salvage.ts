import { basename } from 'node:path';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import type { Salvaged } from '../../../shared/domain/salvage.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { knownTables } from '../../base/database/raw/known-tables.ts';
import { openRaw, type RawFile } from '../../base/database/raw/raw-file.ts';
import { readRaw } from '../../base/database/raw/raw-rows.ts';
import { readTrailer } from '../../base/database/trailer.ts';
import { number } from '../../base/database/values.ts';
import { parseBlock } from '../workspace/key-block.ts';
import {
  type FoundBlock,
  findBlocks,
  mirrorsIn,
  readBlock,
  sideFileOf,
} from '../workspace/key-places.ts';
import { isReadableRow } from '../workspace/row-shapes.ts';
import { type Unlocked, unlockTyped } from '../workspace/unlock.ts';
import { readWitnessed } from '../workspace/witness.ts';
import { Found } from './found.ts';
import { rebuildTokens } from './lost-tokens.ts';
import { prove } from './prove.ts';
import { repair } from './repair.ts';
import { writeSalvaged } from './write-salvaged.ts';

export interface Salvaging {
  readonly home: string;
  /** The damaged file; it is only read. */
  readonly file: string;
  /** Where the new workspace goes. */
  readonly out: string;
  readonly now: () => number;
}

/**
 * Saves everything that can be read and verified as a new workspace with the same passphrase.
 *
 * @returns what was saved and what was not; `workspace/wrong`, `workspace/keys-missing`,
 *   `database/damaged` if no page of it can be read, or what the system says.
 */
export async function salvage(
  typed: TypedSecret,
  { home, file, out, now }: Salvaging,
): Promise<Result<Salvaged, AppError>> {
  const blocks = blocksOf(home, file);
  if (blocks.length === 0) return err(appError('workspace/keys-missing', { detail: { file } }));
  let isOpened = false;
  for (const block of blocks) {
    const unlocked = await unlockTyped(block, typed);
    if (unlocked === null) continue;
    isOpened = true;
    try {
      const raw = openRaw(file, unlocked.dataKey);
      try {
        if (isReadable(raw)) return await salvageFrom(raw, unlocked, { home, file, out, now });
      } finally {
        raw.close();
      }
    } catch (error) {
      return err(databaseError(error, file));
    } finally {
      unlocked.dataKey.wipe();
    }
  }
  if (!isOpened) return err(appError('workspace/wrong', { field: 'passphrase' }));
  return err(appError('database/damaged', { detail: { file } }));
}

async function salvageFrom(
  raw: RawFile,
  { dataKey, block }: Unlocked,
  { home, file, out, now }: Salvaging,
): Promise<Result<Salvaged, AppError>> {
  const found = new Found(readRaw(raw));
  const cipher = createCipher(dataKey);
  dropMalformed(found);
  await prove(found, cipher);
  rebuildTokens(found, cipher);
  repair(found, cipher, now());
  const [seal] = found.stored('seal').rows;
  const witnessed = readWitnessed(home, block.id);
  if (seal !== undefined && number(seal['generation']) < witnessed) found.note('older', '');
  const target = { file: out, name: basename(file), dataKey, block, now, tables: knownTables() };
  const written = writeSalvaged(found, target);
  if (!written.ok) return written;
  return ok({
    file: out,
    damagedPages: found.contents.damagedPages.length,
    readable: found.readable,
    salvaged: written.value,
    lost: found.lost,
  });
}

/** Rows that could not be shown would be found damaged again in the new workspace. */
function dropMalformed(found: Found): void {
  for (const table of found.tables.keys()) {
    found.keep(table, (row) => {
      const isReadable = isReadableRow(table, row);
      if (!isReadable) found.note('malformed', `${table} ${String(Object.values(row)[0])}`);
      return isReadable;
    });
  }
}

/** Whether the key opens this file: after an interrupted rotation there may be two keys. */
function isReadable(raw: RawFile): boolean {
  for (let number = 1; number <= raw.pages; number += 1) if (raw.page(number) !== null) return true;
  return false;
}

/** By the file's id; if no block has it, it may be damaged: then all that may belong to the file. */
function blocksOf(home: string, file: string): readonly FoundBlock[] {
  const id = idIn(file);
  const found = id === null ? [] : findBlocks(home, file, id);
  if (found.length > 0) return found;
  const own = [blockAtEnd(file), readBlock(sideFileOf(file))];
  const known = own.find((block) => block !== null);
  if (known !== undefined && known !== null) return findBlocks(home, file, known.id);
  return mirrorsIn(home).flatMap((mirror) => findBlocks(home, file, mirror.id));
}

function idIn(file: string): WorkspaceId | null {
  const header = readFileHeader(file);
  return header.kind === 'workspace' ? header.id : null;
}

function blockAtEnd(file: string) {
  const trailer = readTrailer(file);
  return trailer === null ? null : parseBlock(trailer);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { all, type ReadableDb, run, type WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { OpenDatabase } from '../../base/database/open.ts';
import { hasChainAt, type Seal } from '../../base/database/seal.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { saveNow } from '../../base/disk/save-now.ts';

/**
 * How the workspace file relates to the one last used on this computer. `newer` comes from use on
 * another computer, or from a crash before the witness was written.
 */
export type Standing = 'first' | 'same' | 'newer' | 'older' | 'forked' | 'altered';

const witnessSchema = z.object({
  format: z.literal(1),
  generation: z.int(),
  headId: z.int(),
  head: z.base64(),
  /** The hash of the data key's mark. */
  key: z.base64(),
  mac: z.base64(),
});
type Witness = z.infer<typeof witnessSchema>;

export function witnessOf(home: string, id: WorkspaceId): string {
  return join(home, 'witness', id);
}

function macOf(
  seal: Seal,
  id: WorkspaceId,
  { generation, headId, head, key }: Omit<Witness, 'mac'>,
) {
  return seal.mac('witness\0', JSON.stringify([id, generation, headId, head, key]));
}

/**
 * A fingerprint of the data key that only its holder can compute. After rotations the workspace
 * keeps the marks of past keys; the witness has only the hash of one, which reveals nothing.
 */
export function markOf(seal: Seal): Buffer {
  return seal.mac('key mark\0');
}

const hashOf = (mark: Uint8Array): string => createHash('sha256').update(mark).digest('base64');

/** Records the mark of a replaced data key. Runs in the rotation's transaction. */
export function writePastKey(db: WritableDb, old: Seal): void {
  run(db, 'INSERT OR IGNORE INTO past_key (mark) VALUES (?)', markOf(old));
}

const markRows = z.array(z.object({ mark: z.instanceof(Buffer) }));

/** Whether the file descends from one with the witness's data key, by a rotation elsewhere. */
function wentOnFrom({ key }: Witness, db: ReadableDb): boolean {
  const marks = markRows.parse(all(db, 'SELECT mark FROM past_key'));
  return marks.some(({ mark }) => hashOf(mark) === key);
}

/** Records the file's current state outside the file. Throws what the system says. */
export function writeWitness(home: string, id: WorkspaceId, seal: Seal): void {
  const { generation, headId, head } = seal.state();
  const key = hashOf(markOf(seal));
  const text = head.toString('base64');
  const witness = { format: 1, generation, headId, head: text, key } as const;
  const mac = macOf(seal, id, witness).toString('base64');
  const path = witnessOf(home, id);
  makeFolderNow(dirname(path));
  saveNow(path, JSON.stringify({ ...witness, mac }));
}

/** The file's standing, from its own rows and from this computer's witness. */
export function standingOf(
  home: string,
  id: WorkspaceId,
  { db, seal, isIntact }: OpenDatabase,
): Standing {
  if (!isIntact) return 'altered';
  const witness = readWitness(home, id);
  if (witness === null) return 'first';
  // A removed person still has the old key, and could write a complete file with it.
  if (!isBy(witness, id, seal)) return wentOnFrom(witness, db) ? 'newer' : 'older';
  const { generation } = seal.state();
  if (generation < witness.generation) return 'older';
  if (!hasChainAt(db, witness.headId, Buffer.from(witness.head, 'base64'))) return 'forked';
  return generation === witness.generation ? 'same' : 'newer';
}

/** Whether a witness was written with the data key of the file. */
function isBy(witness: Witness, id: WorkspaceId, seal: Seal): boolean {
  const mac = Buffer.from(witness.mac, 'base64');
  const expected = macOf(seal, id, witness);
  return mac.length === expected.length && timingSafeEqual(mac, expected);
}

/** Null if there is no readable witness. */
function readWitness(home: string, id: WorkspaceId): Witness | null {
  try {
    const text: unknown = JSON.parse(readFileSync(witnessOf(home, id), 'utf8'));
    return witnessSchema.parse(text);
  } catch {
    return null;
  }
}

/** The generation in the workspace's witness, not verified; 0 if there is none. */
export function readWitnessed(home: string, id: WorkspaceId): number {
  try {
    const text: unknown = JSON.parse(readFileSync(witnessOf(home, id), 'utf8'));
    return witnessSchema.parse(text).generation;
  } catch {
    return 0;
  }
}

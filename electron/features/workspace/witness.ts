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
 * How the workspace file relates to the one last used on this computer. `newer` is what another
 * computer, or a crash before the witness was written, leaves.
 */
export type Standing = 'first' | 'same' | 'newer' | 'older' | 'forked' | 'altered';

const witnessSchema = z.object({
  format: z.literal(1),
  generation: z.int(),
  headId: z.int(),
  head: z.base64(),
  /** Of the data key: the hash of its mark. */
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
 * What only somebody with the data key can tell of it. After a rotation the workspace knows the marks
 * of the keys before; the witness has the hash of one, which tells nothing.
 */
export function markOf(seal: Seal): Buffer {
  return seal.mac('key mark\0');
}

const hashOf = (mark: Uint8Array): string => createHash('sha256').update(mark).digest('base64');

/** In the transaction of a rotation. */
export function writePastKey(db: WritableDb, old: Seal): void {
  run(db, 'INSERT OR IGNORE INTO past_key (mark) VALUES (?)', markOf(old));
}

const markRows = z.array(z.object({ mark: z.instanceof(Buffer) }));

/** Whether the file went on from one with the witness's data key, by a rotation somewhere else. */
function wentOnFrom({ key }: Witness, db: ReadableDb): boolean {
  const marks = markRows.parse(all(db, 'SELECT mark FROM past_key'));
  return marks.some(({ mark }) => hashOf(mark) === key);
}

/** Remembers outside the file how far it has come. Throws what the system says. */
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

/** What the file is, by its own rows and by what was witnessed of it here. */
export function standingOf(
  home: string,
  id: WorkspaceId,
  { db, seal, isIntact }: OpenDatabase,
): Standing {
  if (!isIntact) return 'altered';
  const witness = readWitness(home, id);
  if (witness === null) return 'first';
  // Whoever was removed still has the key of then, and could write a whole file with it.
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

/** One that can't be read says nothing. */
function readWitness(home: string, id: WorkspaceId): Witness | null {
  try {
    const text: unknown = JSON.parse(readFileSync(witnessOf(home, id), 'utf8'));
    return witnessSchema.parse(text);
  } catch {
    return null;
  }
}

/** How far the workspace had come by the word of its witness, proven or not; 0 if there is none. */
export function readWitnessed(home: string, id: WorkspaceId): number {
  try {
    const text: unknown = JSON.parse(readFileSync(witnessOf(home, id), 'utf8'));
    return witnessSchema.parse(text).generation;
  } catch {
    return 0;
  }
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { all, type ReadableDb, run, type WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { OpenDatabase } from '../../base/database/open.ts';
import { hasChainAt, type Seal } from '../../base/database/seal.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { saveNow } from '../../base/disk/save-now.ts';
import { syncFolderNow } from '../../base/disk/sync-folder.ts';

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

/** What was witnessed after that file was written. */
const latestOf = (home: string, id: WorkspaceId): string => `${witnessOf(home, id)}.latest`;

/** Everything that this computer remembers of a workspace's state. */
export function witnessesOf(home: string, id: WorkspaceId): readonly string[] {
  return [witnessOf(home, id), latestOf(home, id)];
}

/** After this, the file counts as never used here. */
export function forgetWitness(home: string, id: WorkspaceId): void {
  for (const path of witnessesOf(home, id)) rmSync(path, { force: true });
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

/** Records the data keys of a merged copy: where that copy was open, the merged file is newer. */
export function takePastKeys(
  db: WritableDb,
  seal: Seal,
  other: ReadableDb,
  otherKey: Buffer,
): void {
  const past = markRows.parse(all(other, 'SELECT mark FROM past_key')).map(({ mark }) => mark);
  for (const mark of [...past, otherKey]) {
    if (mark.equals(markOf(seal))) continue;
    run(db, 'INSERT OR IGNORE INTO past_key (mark) VALUES (?)', mark);
  }
}

/** Whether the file descends from one with the witness's data key, by a rotation elsewhere. */
function wentOnFrom({ key }: Witness, db: ReadableDb): boolean {
  const marks = markRows.parse(all(db, 'SELECT mark FROM past_key'));
  return marks.some(({ mark }) => hashOf(mark) === key);
}

/** Records the file's current state outside the file, durably. Throws what the system says. */
export function writeWitness(home: string, id: WorkspaceId, seal: Seal): void {
  const path = witnessOf(home, id);
  makeFolderNow(dirname(path));
  saveNow(path, witnessText(id, seal));
  rmSync(latestOf(home, id), { force: true });
}

/** A sector: disks write one completely or not at all. */
const RECORD_BYTES = 512;

/**
 * Records the same without waiting for the disk: it survives the end of this process, and a power
 * cut once {@link syncLatest} is done. Overwritten in place and always of the same length, so that
 * a power cut leaves the previous record or this one. Throws what the system says.
 */
export function noteLatest(home: string, id: WorkspaceId, seal: Seal): void {
  const path = latestOf(home, id);
  makeFolderNow(dirname(path));
  const record = Buffer.alloc(RECORD_BYTES, ' ');
  record.write(witnessText(id, seal));
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    writeSync(descriptor, record, 0, RECORD_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Syncs what was noted. Rejects with what the system says. */
export async function syncLatest(home: string, id: WorkspaceId): Promise<void> {
  const path = latestOf(home, id);
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  syncFolderNow(dirname(path));
}

function witnessText(id: WorkspaceId, seal: Seal): string {
  const { generation, headId, head } = seal.state();
  const key = hashOf(markOf(seal));
  const text = head.toString('base64');
  const witness = { format: 1, generation, headId, head: text, key } as const;
  return JSON.stringify({ ...witness, mac: macOf(seal, id, witness).toString('base64') });
}

/** The file's standing, from its own rows and from this computer's witnesses. */
export function standingOf(home: string, id: WorkspaceId, opened: OpenDatabase): Standing {
  if (!opened.isIntact) return 'altered';
  const standings = new Set(
    readWitnesses(home, id).map((witness) => standingTo(witness, id, opened)),
  );
  return fromWorst.find((standing) => standings.has(standing)) ?? 'first';
}

const fromWorst = ['older', 'forked', 'newer', 'same'] as const;

function standingTo(
  witness: Witness,
  id: WorkspaceId,
  { db, seal }: OpenDatabase,
): (typeof fromWorst)[number] {
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

/** The readable ones. */
function readWitnesses(home: string, id: WorkspaceId): readonly Witness[] {
  return witnessesOf(home, id).flatMap((path) => {
    try {
      return [witnessSchema.parse(JSON.parse(readFileSync(path, 'utf8')))];
    } catch {
      return [];
    }
  });
}

/** The generation in the workspace's witnesses, not verified; 0 if there are none. */
export function readWitnessed(home: string, id: WorkspaceId): number {
  return Math.max(0, ...readWitnesses(home, id).map(({ generation }) => generation));
}

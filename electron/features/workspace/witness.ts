import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
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
  mac: z.base64(),
});
type Witness = z.infer<typeof witnessSchema>;

export function witnessOf(home: string, id: WorkspaceId): string {
  return join(home, 'witness', id);
}

function macOf(seal: Seal, id: WorkspaceId, { generation, headId, head }: Omit<Witness, 'mac'>) {
  return seal.mac('witness\0', JSON.stringify([id, generation, headId, head]));
}

/** Remembers outside the file how far it has come. Throws what the system says. */
export function writeWitness(home: string, id: WorkspaceId, seal: Seal): void {
  const { generation, headId, head } = seal.state();
  const witness = { format: 1, generation, headId, head: head.toString('base64') } as const;
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
  const witness = readWitness(home, id, seal);
  if (witness === null) return 'first';
  const { generation } = seal.state();
  if (generation < witness.generation) return 'older';
  if (!hasChainAt(db, witness.headId, Buffer.from(witness.head, 'base64'))) return 'forked';
  return generation === witness.generation ? 'same' : 'newer';
}

/** A witness written with another key proves nothing. */
function readWitness(home: string, id: WorkspaceId, seal: Seal): Witness | null {
  try {
    const text: unknown = JSON.parse(readFileSync(witnessOf(home, id), 'utf8'));
    const witness = witnessSchema.parse(text);
    const mac = Buffer.from(witness.mac, 'base64');
    const expected = macOf(seal, id, witness);
    return mac.length === expected.length && timingSafeEqual(mac, expected) ? witness : null;
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { type UnlockMethodId, unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import type { Key } from '../../base/crypto/key.ts';
import { all, type ReadableDb, run, type WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { readable } from '../../base/database/readable.ts';
import type { Actor } from '../activity/activity-log.ts';
import type { HeldKeys } from './held-keys.ts';
import { type KeySlot, slotOf } from './key-slots.ts';
import { factsOf } from './method.ts';
import { thisMachine } from './new-slots.ts';
import type { Session } from './session.ts';

/** How the activity log names the person who unlocked with this method. */
export function actorIn(
  workspace: WorkspaceId,
  keys: Pick<HeldKeys, 'slots'>,
  method: UnlockMethodId,
  dataKey: Key,
): () => Actor {
  let known: { readonly slots: readonly KeySlot[]; readonly actor: Actor } | null = null;
  return () => {
    const slots = keys.slots();
    // Opened once for each change of the slots, not for each entry of the log.
    if (known?.slots !== slots) {
      const slot = slotOf(slots, method);
      const facts = slot === undefined ? null : factsOf(workspace, slot, dataKey);
      const actor = { byName: facts?.name ?? '', byMethod: slot?.kind ?? 'passphrase' } as const;
      known = { slots, actor };
    }
    return known.actor;
  };
}

const useRow = z.object({ id: unlockMethodIdSchema, at: z.number() });

/** The unlock methods of an open workspace, in slot order. */
export function methodsOf(session: Session): UnlockMethodInfo[] {
  const { id: workspace, keys, dataKey, context } = session;
  const rows = all(context.db, 'SELECT method_id AS id, last_used_at AS at FROM unlock_use');
  const uses = new Map(readable(useRow, rows).map(({ id, at }) => [id, at]));
  return keys.slots().map((slot) => {
    const facts = factsOf(workspace, slot, dataKey);
    return {
      id: slot.id,
      kind: slot.kind,
      name: facts?.name ?? '',
      createdAt: facts?.createdAt ?? null,
      lastUsedAt: uses.get(slot.id) ?? null,
      isCurrent: slot.id === session.method,
      isHere: facts?.machine === thisMachine(),
    };
  });
}

/** Records a use. Runs in the sign-in's transaction. */
export function writeUse(db: WritableDb, method: UnlockMethodId, at: number): void {
  run(
    db,
    `INSERT INTO unlock_use (method_id, last_used_at) VALUES (?, ?)
     ON CONFLICT (method_id) DO UPDATE SET last_used_at = excluded.last_used_at`,
    method,
    at,
  );
}

const atRow = z.object({ at: z.number().nullable() });

/** When any method was last used, in milliseconds; null for never. */
export function lastUse(db: ReadableDb): number | null {
  const [row] = all(db, 'SELECT max(last_used_at) AS at FROM unlock_use');
  return atRow.parse(row).at;
}

import type { Companion } from '../../base/context/companion.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';

export interface WorkspaceManagerOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
  readonly report: (error: unknown) => void;
  /** Starts what runs beside an open workspace. */
  readonly accompany: (opened: { readonly file: string; readonly key: Key }) => Companion;
  /** Told when another workspace comes to the front. */
  readonly switched: () => void;
  /** Where a copy goes before a file of an older program is brought up to date. May throw. */
  readonly placeBeforeUpdate: (file: string, id: WorkspaceId) => string;
  /** Told when a workspace was deleted: what else there is of it on this machine goes, too. */
  readonly deleted: (id: WorkspaceId) => void;
  /** Work that a guess costs; tests take less. */
  readonly kdfCost?: KdfCost;
}

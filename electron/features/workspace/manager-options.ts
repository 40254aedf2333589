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
  /** Starts the background tasks of an open workspace. */
  readonly accompany: (opened: { readonly file: string; readonly key: Key }) => Companion;
  /** Called when another workspace becomes the current one. */
  readonly switched: () => void;
  /** Where to save a copy before a file from an older version is migrated. May throw. */
  readonly placeBeforeUpdate: (file: string, id: WorkspaceId) => string;
  /** Called after a workspace is deleted, to delete the rest of it on this machine. */
  readonly deleted: (id: WorkspaceId) => void;
  /** The cost of one guess; tests use less. */
  readonly kdfCost?: KdfCost;
  /** With more protected rows than this, a sign-in doesn't read them all; tests use less. */
  readonly mostProven?: number;
}

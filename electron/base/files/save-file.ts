import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { temporaryBeside } from '../disk/temporary-file.ts';

/**
 * Secret: only its owner reads it. Public: a server that runs as another user reads it, too. A number:
 * permissions that somebody chose, such as 0o640.
 */
export type FileMode = 'secret' | 'public' | number;
const modes = { secret: 0o600, public: 0o644 } as const;

/** A workspace, a backup, and what is beside it. No export has such a name. */
const WORKSPACE = /\.latchkey(?:-\w+)?$/i;

/**
 * Writes a file completely or not at all, readable only by its owner (mode 0600) unless `mode` says
 * otherwise, and syncs it to the disk. Until then, an existing file at `path` isn't changed;
 * a workspace never is.
 *
 * @returns the path, `file/disk-full` or `file/unwritable`.
 */
export async function saveFile(
  path: string,
  text: string | Uint8Array,
  mode: FileMode = 'secret',
): Promise<Result<string, AppError>> {
  const begun = await beginFile(path, mode);
  if (!begun.ok) return begun;
  const file = begun.value;
  const written = await file.write(text);
  return written.ok ? file.finish() : written;
}

/** A file that is written in pieces and doesn't appear until it is complete. */
export interface UnfinishedFile {
  /** A failure ends it and leaves no file. */
  write(text: string | Uint8Array): Promise<Result<null, AppError>>;
  /** @returns the path, once everything is synced. */
  finish(): Promise<Result<string, AppError>>;
  /** Leaves no file. */
  discard(): Promise<void>;
}

/** Like `saveFile`, for content that is too long to hold in memory. */
export async function beginFile(
  path: string,
  mode: FileMode = 'secret',
): Promise<Result<UnfinishedFile, AppError>> {
  // Writes through a link to its target, as an editor does.
  const target = await realpath(path).catch(() => path);
  const there = await stat(target).catch(() => null);
  // Root could replace /dev/null, and nothing would ever read what replaces a pipe.
  if (there !== null && !there.isFile() && !there.isDirectory()) {
    return err(
      appError('file/unwritable', { detail: { file: basename(path), reason: 'not-a-file' } }),
    );
  }
  // By its name, since a workspace that is open here must not be opened again (file-header.ts).
  if (there !== null && WORKSPACE.test(target)) {
    return err(
      appError('file/unwritable', { detail: { file: basename(path), reason: 'workspace' } }),
    );
  }
  const folder = dirname(target);
  const temporary = temporaryBeside(target);
  let handle: FileHandle | undefined;

  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, AppError>> {
    try {
      return ok(await work());
    } catch (error) {
      await discard();
      return err(fileError(error, path));
    }
  }

  async function discard(): Promise<void> {
    await handle?.close().catch(() => {});
    await rm(temporary, { force: true }).catch(() => {});
  }

  return attempt(async () => {
    // 'wx' doesn't follow a link that another user may have planted.
    const opened = await open(temporary, 'wx', modes.secret);
    handle = opened;
    return {
      write: (text) =>
        attempt(async () => {
          await opened.appendFile(text, 'utf8');
          return null;
        }),
      finish: () =>
        attempt(async () => {
          // Independent of the umask: a server that can't read it answers 403. Before the new name,
          // so that no interruption leaves the file there with others.
          if (mode !== 'secret') await opened.chmod(mode === 'public' ? modes.public : mode);
          await opened.sync();
          await opened.close();
          handle = undefined;
          await rename(temporary, target);
          await syncFolder(folder);
          return path;
        }),
      discard,
    };
  });
}

/** Syncs a new name. Windows can't open folders, and syncs names by itself. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is complete; only a power cut right now could lose its name.
  }
}

/** Turns the system's error about an unwritable file into one of ours. */
export function fileError(error: unknown, path: string): AppError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const code = reason === 'ENOSPC' || reason === 'EDQUOT' ? 'file/disk-full' : 'file/unwritable';
  return appError(code, { detail: { file: basename(path), reason } });
}

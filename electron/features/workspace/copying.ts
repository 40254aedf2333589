import { rmSync, statSync } from 'node:fs';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp, type Steps, type Work } from '../../base/context/jobs.ts';
import { watched } from '../../base/context/progress.ts';
import { troubleError } from '../../base/database/file-guard.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import type { Session } from './session.ts';

/**
 * Saves a verified copy of the open workspace, completely or not at all.
 *
 * @param file the workspace.
 * @param target the new file, which must not exist yet.
 * @returns `workspace/exists`, `workspace/locked`, the trouble with the file, or what the system
 *   says.
 */
export async function* copySteps(
  open: Session,
  file: string,
  target: string,
  signal: AbortSignal,
): Steps<Result<null, AppError>> {
  const before = open.file.guard.trouble();
  if (before !== null) return err(troubleError(before, file));
  const temporary = temporaryBeside(target);
  const whole = Math.max(1, sizeOf(file));
  // In percent: byte counts are hard to read, and the copy may be smaller than the file.
  const look = (): JobProgress => ({
    done: Math.min(100, Math.floor((100 * sizeOf(temporary)) / whole)),
    total: 100,
  });
  const task = { kind: 'save-copy', target, temporary, trailer: open.keys.bytes() } as const;
  const saved = yield* watched(open.run(task, { signal }), look);
  const after = open.file.guard.trouble();
  if (!saved.ok || after === null) return saved;
  // Another program wrote into the file meanwhile, so the copy may be inconsistent.
  rmSync(target, { force: true });
  return err(troubleError(after, file));
}

/** The same as a job. Cancelling leaves no file behind. */
export function copying(open: Session, file: string, target: string): Work<'workspace-copy'> {
  return async function* copy(signal) {
    const saved = yield* copySteps(open, file, target, signal);
    if (signal.aborted) {
      if (saved.ok) rmSync(target, { force: true });
      return gaveUp;
    }
    return saved.ok ? ok({ file: target }) : saved;
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

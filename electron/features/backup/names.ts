import { type BackupReason, backupReasons } from '../../../shared/domain/backup.ts';
import { WORKSPACE_ENDING } from '../workspace/files.ts';

export interface BackupName {
  /** The name of the workspace's file when the backup was made. */
  readonly name: string;
  readonly at: number;
  readonly reason: BackupReason;
}

const pattern =
  /^(?<name>.+) (?<date>\d{4}-\d\d-\d\d) (?<hour>\d\d)\.(?<minute>\d\d)\.(?<second>\d\d) \((?<reason>[a-z-]+)\)\.latchkey$/;

/** "Keys 2026-11-25 18.46.02 (daily).latchkey", in UTC. */
export function backupName({ name, at, reason }: BackupName): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return `${name} ${stamp} (${reason})${WORKSPACE_ENDING}`;
}

/** Parses a backup's file name; null if it isn't one. */
export function parseBackupName(file: string): BackupName | null {
  const { name, date, hour, minute, second, reason } = pattern.exec(file)?.groups ?? {};
  const known = backupReasons.find((one) => one === reason);
  const at = Date.parse(`${date}T${hour}:${minute}:${second}Z`);
  if (name === undefined || known === undefined || Number.isNaN(at)) return null;
  return { name, at, reason: known };
}

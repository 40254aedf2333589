import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import {
  type DiagnosisFinding,
  type DiagnosisStep,
  diagnosisSteps,
} from '../../shared/domain/diagnosis.ts';
import { t } from '../../shared/words/words.ts';
import { readFileHeader } from '../base/database/file-header.ts';
import { holdFile } from '../base/database/hold.ts';
import { redact } from '../base/log/log.ts';
import { workspaceList } from '../features/workspace/list.ts';

export interface Surveyed {
  readonly home: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether this program has the workspace open: its file must not be opened a second time. */
  readonly isOpenHere: boolean;
}

type Verdict = Omit<DiagnosisFinding, 'step'>;
type Step = (surveyed: Surveyed & { readonly file: string }) => Verdict;

const ok = (text: string): Verdict => ({ state: 'ok', text });
const note = (text: string): Verdict => ({ state: 'note', text });
const fail = (text: string): Verdict => ({ state: 'fail', text });

const MB = 1_000_000;
/** A commit, its log and a backup need some room. */
const LEAST_FREE = 100 * MB;
const DAY = 24 * 60 * 60 * 1000;

const steps = {
  program: ({ version }) => {
    const { electron, node } = process.versions;
    const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}, Node ${node}`;
    return ok(`Latchkey ${version}, ${runtime}, ${process.platform} ${process.arch}`);
  },
  engine: () => {
    const db = new Database(':memory:');
    try {
      return ok(String(db.prepare('SELECT sqlite3mc_version()').pluck().get()));
    } finally {
      db.close();
    }
  },
  folder: ({ home }) => {
    const stats = statSync(home, { throwIfNoEntry: false });
    if (stats === undefined) return note(t('diagnose.noFolder', { path: home }));
    if (!stats.isDirectory()) return fail(t('diagnose.notAFolder', { path: home }));
    const mode = (stats.mode & 0o777).toString(8);
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
      return fail(t('diagnose.openFolder', { path: home, mode }));
    }
    return ok(t('diagnose.folder', { path: home, mode }));
  },
  space: ({ home }) => {
    const folder = existsSync(home) ? home : homedir();
    const { bavail, bsize } = statfsSync(folder);
    const free = t('diagnose.free', { size: Math.round((bavail * bsize) / MB) });
    return bavail * bsize < LEAST_FREE ? fail(free) : ok(free);
  },
  workspace: ({ file, isOpenHere }) => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return note(t('diagnose.noWorkspace', { path: file }));
    const size = Math.ceil(stats.size / MB);
    // Closing a file drops the locks that this process has on it (fcntl(2)).
    if (isOpenHere) return ok(t('diagnose.workspace', { path: file, size }));
    const { kind } = readFileHeader(file);
    return kind === 'workspace' || kind === 'damaged-workspace'
      ? ok(t('diagnose.workspace', { path: file, size }))
      : fail(t('diagnose.notAWorkspace', { path: file }));
  },
  keys: ({ home, file }) => {
    if (!existsSync(file)) return note(t('diagnose.noWorkspaceYet'));
    const mirrors = namesIn(join(home, 'slots')).length;
    const hasSide = existsSync(`${file}-keys`);
    return mirrors > 0 || hasSide
      ? ok(t('diagnose.keys', { count: mirrors }))
      : note(t('diagnose.noKeys'));
  },
  inUse: ({ file, isOpenHere }) => {
    if (isOpenHere) return ok(t('diagnose.openHere'));
    if (!existsSync(file)) return note(t('diagnose.noWorkspaceYet'));
    const held = holdFile(file);
    if (!held.ok) return note(t('diagnose.inUse'));
    held.value.release();
    return ok(t('diagnose.notInUse'));
  },
  clock: ({ file, now }) => {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const at = new Date(now).toISOString();
    return changed > now + DAY ? fail(t('diagnose.clockBehind', { at })) : ok(at);
  },
  backups: ({ home, file }) => {
    if (!existsSync(file)) return note(t('diagnose.noWorkspaceYet'));
    const found = namesIn(join(home, 'backups'), true).filter((name) => name.endsWith('.latchkey'));
    return found.length === 0
      ? note(t('diagnose.noBackups'))
      : ok(t('diagnose.backups', { count: found.length }));
  },
} as const satisfies Record<DiagnosisStep, Step>;

/**
 * Looks at what a workspace needs, in order, and opens nothing that is locked. Names of folders in the
 * person's home stay out of it, and so does everything that looks like a secret.
 */
export function diagnose(surveyed: Surveyed): readonly DiagnosisFinding[] {
  const file = currentFile(surveyed.home);
  return diagnosisSteps.map((step) => {
    const { state, text } = attempt(steps[step], { ...surveyed, file });
    return { step, state, text: redact(withoutHome(text, file)) };
  });
}

function attempt(step: Step, surveyed: Surveyed & { readonly file: string }): Verdict {
  try {
    return step(surveyed);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function currentFile(home: string): string {
  return workspaceList(home).current();
}

/** A workspace's name may say whose it is. */
function withoutHome(text: string, file: string): string {
  const named =
    basename(file) === 'workspace.latchkey' ? text : text.replaceAll(basename(file), '….latchkey');
  const user = homedir();
  return dirname(user) === user ? named : named.replaceAll(user, '~');
}

function namesIn(folder: string, recursive = false): readonly string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive, encoding: 'utf8' }) : [];
}

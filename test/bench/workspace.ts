import { createHash, randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../build/runtime/project.ts';
import { connect, connectInMemory } from '../../electron/base/database/connect.ts';
import type { WritableDb } from '../../electron/base/database/database.ts';
import { migrateEmpty } from '../../electron/base/database/migrate.ts';
import { createSeal } from '../../electron/base/database/seal.ts';
import { createCore } from '../../electron/core/core.ts';
import { enter } from '../support/core.ts';
import { dataKeyOf } from '../support/data-key.ts';
import { windowKdfCost } from '../support/kdf-cost.ts';
import { recordingShell } from '../support/shell.ts';
import { fillWorkspace } from './fill.ts';

const FILE = 'workspace.latchkey';
/** From statfs(2): files on tmpfs are in memory, where commits cost nothing. */
const TMPFS = 0x01_02_19_94;

/** A folder on a real disk, for workspaces that are kept between runs. */
function cacheFolder(): string {
  const folders = [
    process.env['LATCHKEY_BENCH_FOLDER'],
    join(tmpdir(), `latchkey-bench-${process.getuid?.() ?? 0}`),
    join(projectRoot, 'out/bench/workspaces'),
  ].filter((folder) => folder !== undefined);
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (statfsSync(folder).type !== TMPFS) return folder;
  }
  throw new Error('No disk: set LATCHKEY_BENCH_FOLDER to a folder that is not in memory');
}

/** Changes with the schema: a workspace kept from another schema couldn't be opened. */
function schemaMark(): string {
  const db = connectInMemory();
  migrateEmpty(db as unknown as WritableDb);
  const rows = db.prepare('SELECT sql FROM sqlite_schema ORDER BY name').raw().all();
  db.close();
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12);
}

/**
 * A data directory with a realistic workspace of `tokens` tokens, opened by the tests' passphrase.
 * It is a copy of one that is created once.
 */
export async function benchHome(tokens: number): Promise<string> {
  const folder = cacheFolder();
  const kept = join(folder, `${tokens}-${schemaMark()}.latchkey`);
  if (!existsSync(kept)) {
    const start = performance.now();
    await makeWorkspace(folder, tokens, kept);
    const seconds = Math.round((performance.now() - start) / 1000);
    console.error(`Made a workspace of ${tokens} tokens in ${seconds} s.`);
  }
  const home = newFolder(folder);
  copyFileSync(kept, join(home, FILE), constants.COPYFILE_FICLONE);
  return home;
}

const shared = new Map<number, Promise<string>>();

/**
 * One copy for all parts that don't need a workspace of their own, one after another: that of a
 * million tokens has 3 GB.
 */
export function sharedHome(tokens: number): Promise<string> {
  const home = shared.get(tokens) ?? benchHome(tokens);
  shared.set(tokens, home);
  return home;
}

/** An empty folder on the same disk, deleted when the bench ends. */
export function newFolder(folder = cacheFolder()): string {
  const made = join(folder, `run-${randomUUID()}`);
  mkdirSync(made, { recursive: true, mode: 0o700 });
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function makeWorkspace(folder: string, tokens: number, kept: string): Promise<void> {
  const home = newFolder(folder);
  await openAndClose(home);
  const file = join(home, FILE);
  const key = await dataKeyOf(home);
  const db = connect(file, key);
  db.pragma('cache_size = -1500000');
  db.pragma('journal_mode = DELETE');
  db.pragma('synchronous = OFF');
  db.pragma('journal_mode = OFF');
  fillWorkspace(db as unknown as WritableDb, key, tokens);
  createSeal(db as unknown as WritableDb, key).make();
  db.pragma('journal_mode = WAL');
  db.close();
  // The file's growth overwrote the key slots at its end: closing writes them again.
  await openAndClose(home);
  renameSync(file, kept);
}

async function openAndClose(home: string): Promise<void> {
  const core = createCore({
    home,
    shell: recordingShell(),
    importThread: new URL('file:///none'),
    kdfCost: windowKdfCost,
  });
  await enter(core);
  await core.call('workspace:keep-recovery-code', {});
  await core.close();
}

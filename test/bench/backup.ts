import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableDb } from '../../electron/base/database/database.ts';
import { saveCopy } from '../../electron/base/database/save-copy.ts';
import { dataKeyOf, openBeside } from '../support/data-key.ts';
import { type Row, rowOf } from './measure.ts';
import { sharedHome } from './workspace.ts';

/** Processor time of this process meanwhile, in seconds: the disk is shared with others. */
async function timeOf(work: () => unknown): Promise<number> {
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1e6;
}

/** A backup without its check, against `VACUUM INTO` alone. */
export async function backupAt(tokens: number): Promise<readonly Row[]> {
  const home = await sharedHome(tokens);
  const key = await dataKeyOf(home);
  const db = (await openBeside(home, { readonly: true })) as unknown as ReadableDb;
  const [plain, target] = [join(home, 'plain.latchkey'), join(home, 'saved.latchkey')];
  closeSync(openSync(plain, 'wx', 0o600));
  const reference = await timeOf(() => db.prepare('VACUUM INTO ?').run(plain));
  rmSync(plain);
  const figure = await timeOf(() => {
    const trailer = Buffer.alloc(8192);
    const saved = saveCopy(db, { target, key, trailer, check: () => undefined });
    if (!saved.ok) throw new Error(saved.error.code);
  });
  db.close();
  rmSync(target);
  return [
    rowOf(`backup at ${tokens} tokens without its check, processor time, against VACUUM INTO`, {
      figure,
      limit: reference,
      goal: 1.2,
      unit: 's',
    }),
  ];
}

import { basename, dirname, extname } from 'node:path';
import type { Salvaged } from '../../../shared/domain/salvage.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { lostList } from '../../../shared/words/lost-text.ts';
import { setLocale } from '../../../shared/words/words.ts';
import type { Call, SalvageChannel } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { readFileHeader } from '../../base/database/file-header.ts';
import { asideName } from '../../base/database/set-aside.ts';
import { saveFile } from '../../base/files/save-file.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import { forgetWitness } from '../workspace/witness.ts';
import { salvage } from './salvage.ts';

export type SalvageHandlers = {
  readonly [C in Extract<SalvageChannel, 'rescue:salvage' | 'rescue:save-list'>]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

export interface SalvageHandlerOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
}

export function createSalvageHandlers(
  manager: WorkspaceManager,
  { home, shell, now }: SalvageHandlerOptions,
): SalvageHandlers {
  /** The last result, kept here so that the page can't write text of its own into a file. */
  let last: Salvaged | null = null;

  return {
    async 'rescue:salvage'({ passphrase }, { paths: [given] }) {
      const file = given ?? manager.list.current();
      // Reading a file that is open would drop its locks.
      if (manager.session() !== null && file === manager.list.current()) {
        return err(appError('database/busy', { detail: { file } }));
      }
      return manager.throttle().guess<Salvaged | null>(async () => {
        setLocale(await shell.locale());
        const out = await shell.askWhereToSave({
          title: 'dialog.salvage',
          suggestedName: basename(asideName(file, now(), dirname(file), 'salvaged')),
          kind: { name: 'dialog.workspace', extensions: [extname(file).slice(1) || 'latchkey'] },
        });
        if (out === null) return ok(null);
        const salvaged = await salvage(passphrase, { home, file, out, now });
        if (!salvaged.ok) return salvaged;
        last = salvaged.value;
        const header = readFileHeader(out);
        // The person asked for this state, so it must not be refused as an older one.
        if (header.kind === 'workspace') forgetWitness(home, header.id);
        manager.list.add(out, now());
        return salvaged;
      });
    },

    async 'rescue:save-list'() {
      if (last === null) return ok(null);
      setLocale(await shell.locale());
      const name = basename(last.file, extname(last.file));
      const path = await shell.askWhereToSave({
        title: 'dialog.salvageList',
        suggestedName: `${name}.txt`,
        kind: { name: 'fileKind.text', extensions: ['txt'] },
      });
      if (path === null) return ok(null);
      const saved = await saveFile(path, lostList(last));
      return saved.ok ? ok({ path }) : saved;
    },
  };
}

import type { DiagnosisFinding } from '../../shared/domain/diagnosis.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { diagnosisText } from '../../shared/words/diagnosis-text.ts';
import { loadLocale } from '../../shared/words/words.ts';
import type { Shell } from '../base/context/shell.ts';
import { saveFile } from '../base/files/save-file.ts';
import { diagnose } from './diagnosis.ts';

interface DiagnosisOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
  readonly version: string;
  readonly isOpen: () => boolean;
}

/** The self-diagnosis of the window, whether or not a workspace is open. */
export function createDiagnosisHandlers({ home, shell, now, version, isOpen }: DiagnosisOptions) {
  async function look(): Promise<readonly DiagnosisFinding[]> {
    await loadLocale(await shell.locale());
    return diagnose({ home, version, now: now(), isOpenHere: isOpen() });
  }

  return {
    'rescue:diagnose': async () => ok([...(await look())]),

    /** Looks again: the page can't write text of its own into a file. */
    async 'rescue:save-diagnosis'(): Promise<Result<Output<'rescue:save-diagnosis'>, AppError>> {
      const text = `${diagnosisText(await look())}\n`;
      const path = await shell.askWhereToSave({
        title: 'dialog.diagnosis',
        suggestedName: 'latchkey-diagnosis.txt',
        kind: { name: 'fileKind.text', extensions: ['txt'] },
      });
      if (path === null) return ok(null);
      const saved = await saveFile(path, text);
      return saved.ok ? ok({ path }) : saved;
    },
  };
}

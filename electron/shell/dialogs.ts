import { basename, dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { t } from '../../shared/words/words.ts';
import type { Shell } from '../base/context/shell.ts';

/** The desktop's own dialogs; each starts in the last used folder. */
export function createDialogs(
  window: () => BrowserWindow | undefined,
): Pick<Shell, 'askWhereToSave' | 'askForFiles' | 'askForFolder'> {
  let folder: string | undefined;

  return {
    async askWhereToSave({ title, suggestedName, kind }) {
      const options = {
        title: t(title),
        defaultPath: join(folder ?? app.getPath('documents'), basename(suggestedName)),
        filters: [{ name: t(kind.name), extensions: [...kind.extensions] }],
        properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
      };
      const parent = window();
      const { canceled, filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      if (canceled || filePath === '') return null;
      folder = dirname(filePath);
      return filePath;
    },

    async askForFiles({ title, kind, many }) {
      const options = {
        title: t(title),
        ...(folder === undefined ? {} : { defaultPath: folder }),
        filters: [
          { name: t(kind.name), extensions: [...kind.extensions] },
          { name: t('dialog.allFiles'), extensions: ['*'] },
        ],
        properties: ['openFile' as const, ...(many ? ['multiSelections' as const] : [])],
      };
      const parent = window();
      const { canceled, filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      const [first] = filePaths;
      if (canceled || first === undefined) return [];
      folder = dirname(first);
      return filePaths;
    },

    async askForFolder({ title }) {
      const options = {
        title: t(title),
        properties: ['openDirectory' as const, 'createDirectory' as const],
      };
      const parent = window();
      const { canceled, filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}

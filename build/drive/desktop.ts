import type { ElectronApplication } from 'playwright-core';

/** Answers each save dialog of the desktop with a path; null closes it. */
export function answerSave(electron: ElectronApplication, path: string | null): Promise<void> {
  return electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Answers each open dialog of the desktop with paths; none closes it. */
export function answerOpen(electron: ElectronApplication, paths: readonly string[]): Promise<void> {
  return electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    [...paths],
  );
}

/** Chooses an entry of the menu bar by its label. */
export function chooseMenu(electron: ElectronApplication, label: string): Promise<void> {
  return electron.evaluate(({ Menu }, wanted) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    const entry = entries?.find((item) => item.label === wanted);
    if (entry === undefined) throw new Error(`The menu bar has no "${wanted}"`);
    entry.click();
  }, label);
}

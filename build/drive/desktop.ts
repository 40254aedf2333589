import type { ElectronApplication } from 'playwright-core';

/** Answers each save dialog with a path; null cancels it. */
export function answerSave(electron: ElectronApplication, path: string | null): Promise<void> {
  return electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Answers each open dialog with paths; an empty list cancels it. */
export function answerOpen(electron: ElectronApplication, paths: readonly string[]): Promise<void> {
  return electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    [...paths],
  );
}

/** Chooses a menu bar item by its label. */
export function chooseMenu(electron: ElectronApplication, label: string): Promise<void> {
  return electron.evaluate(({ Menu }, wanted) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    const entry = entries?.find((item) => item.label === wanted);
    if (entry === undefined) throw new Error(`The menu bar has no "${wanted}"`);
    entry.click();
  }, label);
}

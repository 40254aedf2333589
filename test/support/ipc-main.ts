/** The main process's handler for calls of the page. */
export type Answer = (event: unknown, ...message: unknown[]) => Promise<unknown>;

/** The currently registered handler. */
export const heard: { answer?: Answer } = {};

/**
 * A fake of Electron's `ipcMain`, shared by all files of a process, since the program's module
 * keeps the one it was loaded with.
 */
export const ipcMain = {
  handle: (_wire: string, answer: Answer): void => {
    heard.answer = answer;
  },
};

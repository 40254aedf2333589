/** The main process's handler for calls of the page. */
export type Answer = (event: unknown, ...message: unknown[]) => Promise<unknown>;

/** The currently registered handler. */
export const heard: { answer?: Answer } = {};

/** In the place of Electron's own: see electron-setup.ts. Shared by all files of a process. */
export const ipcMain = {
  handle: (_wire: string, answer: Answer): void => {
    heard.answer = answer;
  },
};

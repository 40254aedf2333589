/** What the main process answers a call of the page with. */
export type Answer = (event: unknown, ...message: unknown[]) => Promise<unknown>;

/** What listens to the page at the moment. */
export const heard: { answer?: Answer } = {};

/**
 * Electron's own, as far as it is used: one for all files that share a process, since the program's
 * module keeps the one that it was loaded with.
 */
export const ipcMain = {
  handle: (_wire: string, answer: Answer): void => {
    heard.answer = answer;
  },
};

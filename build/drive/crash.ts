import type { Program } from './program.ts';

/** How long a page may take to come back, in milliseconds: a busy machine needs seconds. */
const LONGEST_MS = 60_000;

/**
 * Crashes the page and resolves once a new one is loaded; rejects if none is. Playwright drops a crashed page, so what
 * comes back is asked by {@link inPage}.
 *
 * @param script run in the page before.
 * @param ms how long after it.
 */
export async function crashPage(
  { electron }: Program,
  { script = '0', ms = 0 }: { readonly script?: string; readonly ms?: number } = {},
): Promise<void> {
  await electron.evaluate(
    async ({ BrowserWindow }, before) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const loaded = new Promise<void>((resolve, reject) => {
        contents?.once('did-finish-load', () => resolve());
        setTimeout(() => reject(new Error('The crashed page did not come back')), before.longestMs);
      });
      loaded.catch(() => undefined);
      await contents?.executeJavaScript(before.script);
      await new Promise((resolve) => setTimeout(resolve, before.ms));
      contents?.forcefullyCrashRenderer();
      await loaded;
    },
    { script, ms, longestMs: LONGEST_MS },
  );
}

/** Evaluates a script in the page that is there now. */
export function inPage({ electron }: Pick<Program, 'electron'>, script: string): Promise<unknown> {
  return electron.evaluate(
    ({ BrowserWindow }, text) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text) as unknown,
    script,
  );
}

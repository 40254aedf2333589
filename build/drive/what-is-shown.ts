import type { ElectronApplication } from 'playwright-core';

/** How long the page may take to answer, in milliseconds. */
const PATIENT_MS = 2000;

/** What the page waits for before it draws anything. */
const CHANNELS = ['program:info', 'workspace:state', 'preferences:get', 'drafts:get'];

const inPage = `Promise.all(${JSON.stringify(CHANNELS)}.map((channel) => Promise.race([
  latchkey.call(channel, {}).then(({ ok }) => channel + (ok ? ' answers' : ' refuses')),
  new Promise((late) => setTimeout(() => late(channel + ' hangs'), ${PATIENT_MS / 2})),
]))).then((calls) => ({ calls, state: document.readyState, page: document.body.outerHTML.slice(0, 400) }))`;

/** The state of each window, asked without the driver's own connection to the page, which may hang. */
export async function whatIsShown(electron: ElectronApplication): Promise<string> {
  const windows = await electron.evaluate(
    ({ BrowserWindow }, { script, patient }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(async ({ webContents }) => ({
          url: webContents.getURL(),
          isLoading: webContents.isLoading(),
          isCrashed: webContents.isCrashed(),
          answer: await Promise.race([
            webContents.executeJavaScript(script).catch(String),
            new Promise((late) => setTimeout(() => late('The page hangs'), patient)),
          ]),
        })),
      ),
    { script: inPage, patient: PATIENT_MS },
  );
  return JSON.stringify(windows, null, 2);
}

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { app, BrowserWindow } from 'electron';

// The reference of test/bench/windows.ts: a window with a list, and one query.
app.setPath('userData', process.env.BARE_HOME ?? '');
app.on('window-all-closed', () => app.quit());
// Not with await: Electron gets ready only once this file is done.
void app.whenReady().then(() => {
  const db = new Database(':memory:');
  db.prepare('SELECT 1').get();
  const window = new BrowserWindow({ width: 1200, height: 800 });
  return window.loadFile(join(import.meta.dirname, 'list.html'));
});

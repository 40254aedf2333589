import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, commands } from '../../shared/commands.ts';
import { t } from '../../shared/words/words.ts';

/** The menu bar: every command of the program, with its shortcut, and the platform's own roles. */
export function buildMenu(run: (command: CommandId) => void): Menu {
  const of = (menu: 'file' | 'go'): MenuItemConstructorOptions[] =>
    commands
      .filter((command) => command.menu === menu)
      .map(({ id, shortcut }) => ({
        label: t(`command.${id}`),
        accelerator: shortcut,
        click: () => run(id),
      }));
  const isMac = process.platform === 'darwin';
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('menu.file'),
      submenu: [...of('file'), { type: 'separator' }, isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: t('menu.go'), submenu: of('go') },
    {
      label: t('menu.view'),
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ]);
}

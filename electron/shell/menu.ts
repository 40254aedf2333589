import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, commands } from '../../shared/commands.ts';
import { type MessageKey, t } from '../../shared/words/words.ts';

/** The menu bar: every command with its shortcut, and the platform's own roles. */
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
    ...(isMac ? [appMenu()] : []),
    {
      label: t('menu.file'),
      submenu: [...of('file'), separator, role(isMac ? 'close' : 'quit')],
    },
    { label: t('menu.edit'), submenu: editing() },
    { label: t('menu.go'), submenu: of('go') },
    {
      label: t('menu.view'),
      submenu: [
        role('resetZoom'),
        role('zoomIn'),
        role('zoomOut'),
        separator,
        role('togglefullscreen'),
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    {
      // macOS lists the open windows here.
      role: 'window',
      label: t('menu.window'),
      submenu: [
        role('minimize'),
        role('zoom'),
        ...(isMac ? [separator, role('front')] : [role('close')]),
      ],
    },
  ]);
}

type LabelledRole = Extract<
  NonNullable<MenuItemConstructorOptions['role']>,
  MessageKey extends infer K ? (K extends `menu.roles.${infer R}` ? R : never) : never
>;

const separator = { type: 'separator' } as const;

/** Electron labels its roles in English, whatever language is chosen. */
function role(role: LabelledRole): MenuItemConstructorOptions {
  return { role, label: t(`menu.roles.${role}`) };
}

function appMenu(): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      role('about'),
      separator,
      role('services'),
      separator,
      role('hide'),
      role('hideOthers'),
      role('unhide'),
      separator,
      role('quit'),
    ],
  };
}

function editing(): MenuItemConstructorOptions[] {
  return [
    role('undo'),
    role('redo'),
    separator,
    role('cut'),
    role('copy'),
    role('paste'),
    role('delete'),
    separator,
    role('selectAll'),
  ];
}

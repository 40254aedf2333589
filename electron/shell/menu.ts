import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, type CommandMenu, commands } from '../../shared/commands.ts';
import { type MessageKey, t } from '../../shared/words/words.ts';

/** The menu bar: every command with its shortcut, and the platform's own roles. */
export function buildMenu(run: (command: CommandId) => void): Menu {
  const of = (menu: CommandMenu): MenuItemConstructorOptions[] =>
    commands
      .filter((command) => command.menu === menu)
      .map(({ id, shortcut }) => ({
        label: t(`command.${id}`),
        accelerator: shortcut ?? '',
        // In a text field, the shortcut undoes what was typed: the page decides.
        registerAccelerator: shortcut !== null && id !== 'undo',
        click: () => run(id),
      }));
  const isMac = process.platform === 'darwin';
  return Menu.buildFromTemplate([
    ...(isMac ? [appMenu(run)] : []),
    {
      label: t('menu.file'),
      submenu: [...of('file'), separator, role(isMac ? 'close' : 'quit')],
    },
    { label: t('menu.edit'), submenu: [...editing(), separator, ...of('edit')] },
    { label: t('menu.token'), submenu: of('token') },
    { label: t('menu.go'), submenu: of('go') },
    {
      label: t('menu.view'),
      submenu: [
        role('resetZoom'),
        role('zoomIn'),
        role('zoomOut'),
        separator,
        ...of('view'),
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
    { role: 'help', label: t('menu.help'), submenu: of('help') },
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

function appMenu(run: (command: CommandId) => void): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { label: t('command.help.about'), click: () => run('help.about') },
      separator,
      // Where macOS has it; its shortcut is that of Go > Settings.
      { label: t('menu.settings'), click: () => run('go.settings') },
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

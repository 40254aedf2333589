/**
 * Every command, defined once: the menu bar and the command palette are both built from this list.
 * Its label is the message `command.<id>`.
 * `menu` is its place in the menu bar; `shortcut` is an Electron accelerator.
 */
export const commands = [
  { id: 'application.new', menu: 'file', shortcut: 'CmdOrCtrl+N' },
  { id: 'api.import', menu: 'file', shortcut: 'CmdOrCtrl+I' },
  { id: 'api.new', menu: 'file', shortcut: 'CmdOrCtrl+Shift+N' },
  { id: 'tokens.export', menu: 'file', shortcut: 'CmdOrCtrl+E' },
  {
    id: 'export.decrypt',
    menu: 'file',
    shortcut: 'CmdOrCtrl+Shift+E',
  },
  { id: 'reminders.export', menu: 'file', shortcut: 'CmdOrCtrl+Shift+K' },
  { id: 'token.copy', menu: 'file', shortcut: 'CmdOrCtrl+Shift+C' },
  { id: 'token.inspect', menu: 'file', shortcut: 'CmdOrCtrl+T' },
  { id: 'lock', menu: 'file', shortcut: 'CmdOrCtrl+L' },
  { id: 'go.home', menu: 'go', shortcut: 'CmdOrCtrl+1' },
  { id: 'go.applications', menu: 'go', shortcut: 'CmdOrCtrl+2' },
  { id: 'go.apis', menu: 'go', shortcut: 'CmdOrCtrl+3' },
  { id: 'go.tokens', menu: 'go', shortcut: 'CmdOrCtrl+4' },
  { id: 'tokens.expiring', menu: 'go', shortcut: 'CmdOrCtrl+Shift+T' },
  { id: 'go.gateways', menu: 'go', shortcut: 'CmdOrCtrl+5' },
  { id: 'go.signing-keys', menu: 'go', shortcut: 'CmdOrCtrl+6' },
  { id: 'go.activity', menu: 'go', shortcut: 'CmdOrCtrl+7' },
  { id: 'go.business-plans', menu: 'go', shortcut: 'CmdOrCtrl+8' },
  { id: 'go.bin', menu: 'go', shortcut: 'CmdOrCtrl+9' },
  { id: 'go.settings', menu: 'go', shortcut: 'CmdOrCtrl+,' },
  { id: 'search', menu: 'go', shortcut: 'CmdOrCtrl+F' },
  { id: 'palette', menu: 'go', shortcut: 'CmdOrCtrl+K' },
] as const;

export type CommandId = (typeof commands)[number]['id'];

/** The accelerator of a command. */
export function shortcutOf(id: CommandId): string {
  return commands.find((command) => command.id === id)?.shortcut ?? '';
}

/**
 * Every command of the program, once: the menu bar and the command palette are both made of it.
 * `menu` is where it stands in the menu bar; `shortcut` is an Electron accelerator.
 */
export const commands = [
  { id: 'application.new', label: 'New application…', menu: 'file', shortcut: 'CmdOrCtrl+N' },
  { id: 'api.import', label: 'Import APIs…', menu: 'file', shortcut: 'CmdOrCtrl+I' },
  { id: 'api.new', label: 'New API…', menu: 'file', shortcut: 'CmdOrCtrl+Shift+N' },
  { id: 'tokens.export', label: 'Export tokens…', menu: 'file', shortcut: 'CmdOrCtrl+E' },
  {
    id: 'export.decrypt',
    label: 'Open encrypted export…',
    menu: 'file',
    shortcut: 'CmdOrCtrl+Shift+E',
  },
  { id: 'token.copy', label: 'Copy token…', menu: 'file', shortcut: 'CmdOrCtrl+Shift+C' },
  { id: 'lock', label: 'Lock workspace', menu: 'file', shortcut: 'CmdOrCtrl+L' },
  { id: 'go.applications', label: 'Applications', menu: 'go', shortcut: 'CmdOrCtrl+1' },
  { id: 'go.apis', label: 'APIs', menu: 'go', shortcut: 'CmdOrCtrl+2' },
  { id: 'go.tokens', label: 'Tokens', menu: 'go', shortcut: 'CmdOrCtrl+3' },
  { id: 'go.gateways', label: 'Gateways', menu: 'go', shortcut: 'CmdOrCtrl+4' },
  { id: 'go.activity', label: 'Activity', menu: 'go', shortcut: 'CmdOrCtrl+5' },
  { id: 'go.settings', label: 'Settings', menu: 'go', shortcut: 'CmdOrCtrl+,' },
  { id: 'search', label: 'Search the list', menu: 'go', shortcut: 'CmdOrCtrl+F' },
  { id: 'palette', label: 'Command palette…', menu: 'go', shortcut: 'CmdOrCtrl+K' },
] as const;

export type CommandId = (typeof commands)[number]['id'];

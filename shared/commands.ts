interface Command {
  readonly id: string;
  /** Its place in the menu bar. */
  readonly menu: 'file' | 'token' | 'edit' | 'view' | 'go' | 'help';
  /** An Electron accelerator; null for none. */
  readonly shortcut: string | null;
}

/**
 * Every command, defined once: the menu bar, the command palette and the list of shortcuts are built
 * from this list. Its label is the message `command.<id>`; the other words that people type for it
 * are `commandWords.<id>`.
 */
export const commands = [
  { id: 'application.new', menu: 'file', shortcut: 'CmdOrCtrl+N' },
  { id: 'api.import', menu: 'file', shortcut: 'CmdOrCtrl+I' },
  { id: 'api.new', menu: 'file', shortcut: 'CmdOrCtrl+Shift+N' },
  { id: 'tokens.export', menu: 'file', shortcut: 'CmdOrCtrl+E' },
  { id: 'takeover', menu: 'file', shortcut: null },
  { id: 'export.decrypt', menu: 'file', shortcut: 'CmdOrCtrl+Shift+E' },
  { id: 'reminders.export', menu: 'file', shortcut: 'CmdOrCtrl+Shift+K' },
  { id: 'backup.create', menu: 'file', shortcut: null },
  { id: 'lock', menu: 'file', shortcut: 'CmdOrCtrl+L' },
  { id: 'undo', menu: 'edit', shortcut: 'CmdOrCtrl+Z' },
  { id: 'token.copy', menu: 'token', shortcut: 'CmdOrCtrl+Shift+C' },
  { id: 'token.quick', menu: 'token', shortcut: null },
  { id: 'token.regenerate', menu: 'token', shortcut: 'CmdOrCtrl+Shift+R' },
  { id: 'token.revoke', menu: 'token', shortcut: null },
  { id: 'bulk.generate', menu: 'token', shortcut: null },
  { id: 'bulk.expiring', menu: 'token', shortcut: null },
  { id: 'bulk.history', menu: 'token', shortcut: null },
  { id: 'token.inspect', menu: 'token', shortcut: 'CmdOrCtrl+T' },
  { id: 'gateway.jwks', menu: 'token', shortcut: null },
  { id: 'gateway.haproxy', menu: 'token', shortcut: null },
  { id: 'gateway.revocations', menu: 'token', shortcut: null },
  { id: 'theme.system', menu: 'view', shortcut: null },
  { id: 'theme.light', menu: 'view', shortcut: null },
  { id: 'theme.dark', menu: 'view', shortcut: null },
  { id: 'theme.contrast', menu: 'view', shortcut: null },
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
  { id: 'help.guide', menu: 'help', shortcut: 'F1' },
  { id: 'help.shortcuts', menu: 'help', shortcut: 'CmdOrCtrl+/' },
  { id: 'help.log', menu: 'help', shortcut: null },
  { id: 'help.diagnose', menu: 'help', shortcut: null },
  { id: 'help.report', menu: 'help', shortcut: null },
  { id: 'help.about', menu: 'help', shortcut: null },
] as const satisfies readonly Command[];

export type CommandId = (typeof commands)[number]['id'];
export type CommandMenu = (typeof commands)[number]['menu'];

/** The accelerator of a command, or '' for none. */
export function shortcutOf(id: CommandId): string {
  return commands.find((command) => command.id === id)?.shortcut ?? '';
}

import type { Preferences } from '../../shared/domain/preferences.ts';
import type { ProgramInfo } from '../../shared/domain/program.ts';

export const settingsStrings = {
  title: 'Settings',
  save: 'Save',
  saveSection: (section: string): string => `Save ${section}`,
  unchanged: 'Nothing was changed.',
  saved: (section: string): string => `Settings saved: ${section}`,
  notSaved: 'It could not be saved',
  loading: 'The settings are being read',
} as const;

export const generalStrings = {
  title: 'General',
  owner: 'Owner',
  ownerHelp: 'Whom this workspace belongs to. WSO2 calls it the subscriber.',
} as const;

export const tokenSettingStrings = {
  title: 'Tokens',
  validity: 'Default access token validity period',
  validityHelp:
    'What Generate Keys begins with. A change affects new keys, not old ones. A negative number makes tokens that never expire.',
  neverWarning:
    'New keys would get tokens that never expire, unless somebody types another validity. Whoever finds such a token can use it until you revoke it.',
  oldToken: 'When a token is re-generated, the old one',
  revoke: 'is revoked at once',
  revokeHelp: 'Gateways learn of it from the revocation list.',
  keep: 'stays valid until it expires',
  keepHelp: 'Programs that still hold it go on working meanwhile.',
} as const;

export const clipboardStrings = {
  title: 'Clipboard',
  clear: 'Clear a copied secret after',
  unit: 'seconds',
  help: '5 to 600 seconds. What others have copied meanwhile stays untouched.',
} as const;

export const appearanceStrings = {
  title: 'Appearance',
  text: 'Takes effect at once, on this machine and for every workspace.',
  theme: 'Theme',
  themes: {
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
  } satisfies Record<Preferences['theme'], string>,
  density: 'Density',
  densities: {
    comfortable: 'Comfortable',
    compact: 'Compact',
  } satisfies Record<Preferences['density'], string>,
} as const;

export const updateStrings = {
  title: 'Updates',
  text: 'Latchkey opens no network connection, so it looks for no newer version either.',
  offer: 'Let me look for a newer version',
  offerHelp: (page: string): string => `A button here then has your browser open ${page}.`,
  check: 'Check for updates…',
  noPage:
    'Latchkey opens no network connection, so it looks for no newer version. This copy was built without a page of releases: ask whoever gave it to you.',
  notOpened: 'The browser was not opened',
} as const;

export const aboutStrings = {
  title: 'About',
  version: 'Latchkey',
  electron: 'Electron',
  trial: (version: string): string => `${version}, a trial runtime: not for keys that matter`,
  platform: 'System',
  platforms: {
    linux: 'Linux',
    darwin: 'macOS',
    win32: 'Windows',
    other: 'Another one',
  } satisfies Record<ProgramInfo['platform'], string>,
  home: 'Data directory',
  workspace: 'Workspace',
} as const;

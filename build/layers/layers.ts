/**
 * The layers of each side, from the bottom up. A layer may import itself and those listed before it
 * in its group. `npm run check:layers` fails on everything else.
 */
export const layers = [
  [
    'shared',
    'electron/base',
    'electron/features',
    'electron/core',
    'electron/shell',
    'electron/main.ts',
  ],
  // Two shells over one core: neither may import the other.
  [
    'shared',
    'electron/base',
    'electron/features',
    'electron/core',
    'electron/cli',
    'electron/main.ts',
  ],
  ['shared', 'electron/preload.ts'],
  [
    'shared',
    'renderer/styles',
    'renderer/ui',
    'renderer/format',
    'renderer/program',
    'renderer/features',
    'renderer/screens.ts',
    'renderer/app.tsx',
    'renderer/page.tsx',
    'renderer/main.ts',
  ],
] as const;

/** Which features a feature may import besides itself. An unused entry fails the check too. */
export const features: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'electron/features': {
    activity: [],
    applications: [],
    bin: [],
    'business-plans': [],
    home: ['activity', 'tokens'],
    keys: ['applications', 'tokens'],
    renewals: [],
    settings: [],
    signing: ['settings'],
    tokens: [],
    apis: ['business-plans'],
    workspace: ['activity', 'bin', 'business-plans', 'keys', 'settings', 'signing', 'tokens'],
    backup: ['activity', 'settings', 'workspace'],
    subscriptions: ['apis', 'applications', 'business-plans'],
    issuing: ['applications', 'keys', 'settings', 'signing', 'subscriptions', 'tokens'],
    inspect: ['issuing', 'settings', 'signing', 'tokens'],
    export: ['applications', 'issuing', 'keys', 'tokens'],
    gateways: ['issuing', 'settings', 'signing'],
    retention: ['bin', 'export', 'settings', 'tokens'],
    reminders: ['keys', 'settings', 'signing', 'tokens'],
    handover: [
      'applications',
      'export',
      'gateways',
      'keys',
      'secrets',
      'settings',
      'subscriptions',
      'tokens',
    ],
    publish: ['gateways', 'settings'],
    merge: ['activity', 'backup', 'tokens', 'workspace'],
    salvage: ['activity', 'issuing', 'keys', 'signing', 'tokens', 'workspace'],
    secrets: ['export', 'keys', 'settings', 'tokens'],
  },
  'renderer/features': {
    activity: [],
    bin: [],
    bulk: [],
    'business-plans': ['bin'],
    gateways: [],
    help: [],
    passphrase: [],
    secrets: [],
    apis: ['bin'],
    'signing-keys': ['bulk', 'tokens'],
    inspect: ['export', 'tokens'],
    export: ['passphrase'],
    subscriptions: ['bin'],
    workspace: ['passphrase'],
    tokens: ['bulk', 'export', 'secrets'],
    keys: ['export', 'gateways', 'secrets', 'tokens'],
    applications: ['bin', 'bulk', 'export', 'keys', 'subscriptions', 'tokens'],
    palette: ['apis', 'secrets', 'tokens'],
    settings: ['gateways', 'help', 'keys', 'passphrase', 'workspace'],
    home: ['applications', 'tokens'],
  },
};

/** Where each folder counts separately in the search for cycles. */
export const folders = ['electron/base', 'electron/features', 'renderer/features'] as const;

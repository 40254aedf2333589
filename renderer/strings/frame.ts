export const frameStrings = {
  navigation: 'Main',
  pages: {
    applications: 'Applications',
    apis: 'APIs',
    tokens: 'Tokens',
    gateways: 'Gateways',
    activity: 'Activity',
    settings: 'Settings',
  },
  tabs: {
    overview: 'Overview',
    'production-keys': 'Production Keys',
    'sandbox-keys': 'Sandbox Keys',
    subscriptions: 'Subscriptions',
  },
  trialTitle: 'Trial runtime',
  trialText:
    'Electron itself could not be downloaded, so Latchkey runs on a copy of it from the npm registry. Use it to try Latchkey out, not for keys that matter.',
  loading: 'Loading…',
} as const;

export const paletteStrings = {
  label: 'Command palette',
  commands: 'Commands',
  pages: 'Go to',
  applications: 'Applications',
  copy: 'Copy access token',
  open: (application: string) => `Open ${application}`,
  copyOf: (owner: string) => `Copy access token of ${owner}`,
  expired: 'Expired: Re-generate it first',
  revoked: 'Revoked: Re-generate it first',
  notHere: 'Not on this page',
  notCopied: 'Nothing was copied',
  noToken: 'There is no access token any more.',
} as const;

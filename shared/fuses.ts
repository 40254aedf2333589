/**
 * The switches that are burnt into Electron's program, in the order of its fuse wire, and how a
 * package of Latchkey has them. The package is made by this list, and `--self-test` reads the
 * program that it runs in by the same list.
 */
export const fuses = [
  /** ELECTRON_RUN_AS_NODE would make the signed program run anybody's script. */
  { name: 'RunAsNode', on: false },
  { name: 'EnableCookieEncryption', on: true },
  /** NODE_OPTIONS could load code before ours. */
  { name: 'EnableNodeOptionsEnvironmentVariable', on: false },
  /** --inspect would open a debugger with every secret in reach. */
  { name: 'EnableNodeCliInspectArguments', on: false },
  { name: 'EnableEmbeddedAsarIntegrityValidation', on: true },
  { name: 'OnlyLoadAppFromAsar', on: true },
  /** There is no snapshot of our own. */
  { name: 'LoadBrowserProcessSpecificV8Snapshot', on: false },
  /** Nothing is loaded from file:. */
  { name: 'GrantFileProtocolExtraPrivileges', on: false },
  /** As Electron has it: the page's policy allows no WebAssembly at all. */
  { name: 'WasmTrapHandlers', on: true },
] as const;

export type FuseName = (typeof fuses)[number]['name'];

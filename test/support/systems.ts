/**
 * Tests of what only some systems have. Elsewhere they are reported as skipped, with the reason;
 * test/build/systems.test.ts finds a test that uses such a thing and isn't listed.
 */
const posix = {
  'test/build/layers/layers.test.ts': 'symbolic links need an administrator on Windows',
  'test/build/package/contents.test.ts': 'symbolic links need an administrator on Windows',
  'test/build/runtime/forward.test.ts': 'signals',
  'test/electron/base/database/hold.test.ts': 'file modes',
  'test/electron/base/database/open.test.ts': 'file modes',
  'test/electron/base/files/json-file.test.ts': 'file modes',
  'test/electron/base/files/modes.test.ts': 'file modes',
  'test/electron/base/files/save-file.test.ts': 'file modes and links',
  'test/electron/base/log/log.test.ts': 'file modes',
  'test/electron/base/policy/read-policy.test.ts': 'file modes',
  'test/electron/cli/diagnose.test.ts': 'file modes',
  'test/electron/cli/export.test.ts': 'file modes',
  'test/electron/cli/renew.test.ts': 'file modes',
  'test/electron/cli/secrets-out.test.ts': 'file modes',
  'test/electron/core/core.test.ts': 'file modes',
  'test/electron/core/policy.test.ts': 'file modes',
  'test/electron/features/backup/backups.test.ts': 'file modes',
  'test/electron/features/export/encrypted-export.test.ts': 'file modes',
  'test/electron/features/export/export-tokens.test.ts': 'file modes',
  'test/electron/features/export/formats.test.ts': 'a POSIX shell and curl',
  'test/electron/features/gateways/gateways.test.ts': 'file modes',
  'test/electron/features/secrets/handlers.test.ts': 'file modes',
  'test/electron/features/workspace/key-places.test.ts': 'file modes',
  'test/electron/features/workspace/kills.test.ts': 'file modes',
  'test/electron/features/workspace/read-only.test.ts': 'file modes',
  'test/electron/features/workspace/recovery-kit.test.ts': 'file modes',
  'test/electron/features/workspace/relocate.test.ts': 'file modes',
  'test/electron/features/workspace/what-it-is.test.ts': 'named pipes and devices',
  'test/electron/features/handover/handover.test.ts': 'file modes and Python',
  'test/electron/features/publish/publish.test.ts': 'file modes',
  'test/electron/shell/commands/hostile.test.ts': 'sockets and file modes',
  'test/electron/shell/self-test/self-test.test.ts': 'file modes',
} as const;

const linux = {
  'test/electron/features/publish/served.test.ts': 'NGINX',
  'test/electron/features/apis/import/read-files.test.ts': '/proc and named pipes',
  'test/electron/features/apis/import/read-together.test.ts': 'links to /etc',
  'test/electron/features/export/export-each.test.ts': 'the age tool',
  'test/electron/features/gateways/haproxy.test.ts': 'HAProxy',
  'test/electron/features/issuing/signature.test.ts': 'OpenSSL 3',
  'test/electron/features/signing/key-files.test.ts': 'OpenSSL 3',
} as const;

export const needs = { posix, linux } as const;

/**
 * @param file relative to the project, with slashes.
 * @returns why its tests can't run on this system, or undefined.
 */
export function reasonToSkip(
  file: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const missing: Readonly<Record<string, string>> = {
    ...(platform === 'linux' ? {} : linux),
    ...(platform === 'win32' ? posix : {}),
  };
  const what = missing[file];
  return what === undefined ? undefined : `needs ${what}`;
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../build/runtime/project.ts';
import { needs, reasonToSkip } from '../support/systems.ts';

/** What a test may use that Windows or macOS don't have. */
const notEverywhere =
  /0o[67]\d\d\)?\.?|'mkfifo'|symlinkSync\(|'\/proc\/|execFileSync\('(?:openssl|sh|chmod)'|support\/haproxy|'age'|'curl'|'setpriv'/;
const listed = { ...needs.posix, ...needs.linux };

it('lists each test of what not every system has, unless the test asks by itself', () => {
  const files = globSync('test/{shared,electron,build,renderer}/**/*.test.{ts,tsx}', {
    cwd: projectRoot,
  });
  const unguarded = files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !(file in listed) && file !== 'test/build/systems.test.ts')
    .filter((file) => {
      const text = readFileSync(join(projectRoot, file), 'utf8');
      return notEverywhere.test(text) && !/(?:runIf|skipIf)\(/.test(text);
    });
  expect(unguarded).toEqual([]);
});

it('lists no test that isn’t there', () => {
  const known = new Set(globSync('test/**/*.test.ts', { cwd: projectRoot }));
  expect(Object.keys(listed).filter((file) => !known.has(file))).toEqual([]);
});

it('skips nothing on Linux', () => {
  const skipped = (platform: NodeJS.Platform) =>
    Object.keys(listed).filter((file) => reasonToSkip(file, platform) !== undefined);
  expect(skipped('linux')).toEqual([]);
  expect(skipped('darwin')).toEqual(Object.keys(needs.linux));
  expect(skipped('win32')).toHaveLength(Object.keys(listed).length);
  expect(reasonToSkip('test/electron/features/gateways/haproxy.test.ts', 'darwin')).toBe(
    'needs HAProxy',
  );
});

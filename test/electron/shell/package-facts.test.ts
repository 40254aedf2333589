import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPackageFacts, releasesPage } from '../../../electron/shell/package-facts.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function packaged(content: object): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'package.json'), JSON.stringify(content));
  return directory;
}

it('knows what the package was made of, and where its releases are', () => {
  expect(readPackageFacts(packaged({ homepage: 'https://github.com/a/b' }))).toEqual({
    isTrial: false,
    releases: 'https://github.com/a/b/releases',
  });
  expect(readPackageFacts(packaged({ runtime: 'trial' }))).toEqual({
    isTrial: true,
    releases: null,
  });
  expect(readPackageFacts(null)).toEqual({ isTrial: false, releases: null });
});

it('takes a homepage with or without its slash', () => {
  expect(releasesPage('https://example.org/latchkey/')).toBe(
    'https://example.org/latchkey/releases',
  );
});

it.each([
  undefined,
  'not an address',
  'http://example.org/latchkey',
  'file:///etc/passwd',
  'https://latchkey.invalid/',
  'https://user@example.org/',
  'https://example.org/?x=1',
  'https://example.org/#x',
])('never has a browser open %j', (homepage) => {
  expect(releasesPage(homepage)).toBeNull();
});

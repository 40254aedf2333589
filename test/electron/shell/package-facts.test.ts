import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPackageFacts, releasesPage } from '../../../electron/shell/package-facts.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function packaged(content: object): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'package.json'), JSON.stringify(content));
  return directory;
}

it('reads how the package was made, and where its releases are', () => {
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

it('accepts a homepage with or without a trailing slash', () => {
  expect(releasesPage('https://example.org/latchkey/')).toBe(
    'https://example.org/latchkey/releases',
  );
});

describe('a browser opens', { tags: 'window/external' }, () => {
  it.each([
    undefined,
    '',
    'not an address',
    'http://example.org/latchkey',
    'file:///etc/passwd',
    'smb://example.org/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'latchkey://application/1',
    'https:',
    'https://latchkey.invalid/',
    'https://latchkey.invalid./',
    'https://latchkey.invalid@evil.example/',
    'https://user@example.org/',
    'https://user:word@example.org/',
    'https://:word@example.org/',
    'https://example.org:8443/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://0x7f000001/',
    'https://[::1]/',
    'https://example.org./',
    'https://gıthub.com/a/b',
    'https://xn--gthub-n4a.com/a/b',
    'https://example.org/?x=1',
    'https://example.org/#x',
    'https://example.org//evil.example/',
    'https://example.org/\\evil.example/',
    'https://example.org/%2f%2fevil.example',
    'https://example.org/a b',
    'https://example.org/https://evil.example/',
  ])('never %j', (homepage) => {
    expect(releasesPage(homepage)).toBeNull();
  });

  it.each([
    ['https://EXAMPLE.org/a', 'https://example.org/a/releases'],
    ['https://example.org:443/a', 'https://example.org/a/releases'],
    ['https://example.org/a/../../../b', 'https://example.org/b/releases'],
    ['https://exam\nple.org/\ta', 'https://example.org/a/releases'],
  ])('%j as a browser would read it', (homepage, releases) => {
    expect(releasesPage(homepage)).toBe(releases);
  });
});

import { describe, expect, test, vi } from 'vitest';
import { fileInside } from '../../../electron/shell/app-protocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

const root = '/opt/latchkey/renderer';

describe('the file that an address of app:// names', { tags: 'window/traversal' }, () => {
  test.each([
    ['/', '/opt/latchkey/renderer/index.html'],
    ['/index.html', '/opt/latchkey/renderer/index.html'],
    ['/assets/index.js', '/opt/latchkey/renderer/assets/index.js'],
    ['/assets/a%20name.js', '/opt/latchkey/renderer/assets/a name.js'],
    ['/assets/..%2findex.html', '/opt/latchkey/renderer/index.html'],
    // Decoded once: then it is an odd name, and no way out.
    ['/%252e%252e%252fmain.js', '/opt/latchkey/renderer/%2e%2e%2fmain.js'],
  ])('%s is inside', (address, file) => {
    expect(fileInside(root, address)).toBe(file);
  });

  test.each([
    '/..%2fmain.js',
    '/..%2frenderer-of-another/index.html',
    '/..%2frenderer',
    '/..%2f..%2f..%2fetc/passwd',
    '/assets/..%2f..%2fmain.js',
    '/..%5cmain.js',
    '/assets%5cindex.js',
    '/index.html%00.js',
    '/%c0%ae%c0%ae/main.js',
    '/%',
  ])('%s is none', (address) => {
    expect(fileInside(root, address)).toBeNull();
  });
});

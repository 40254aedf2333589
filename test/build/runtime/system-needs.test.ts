import { describe, expect, it } from 'vitest';
import { adviceFor, packageNames } from '../../../build/runtime/install-needs.ts';
import {
  displayNeeds,
  missingNeeds,
  parseLinkerCache,
  type System,
  testNeeds,
  windowNeeds,
} from '../../../build/runtime/system-needs.ts';

const needs = [...windowNeeds, ...displayNeeds, ...testNeeds];
const bare: System = {
  isDebian: true,
  libraries: new Set(),
  hasProgram: () => false,
  hasFile: () => false,
};

describe('what is missing', () => {
  it('is everything on a bare Debian', () => {
    expect(missingNeeds(needs, bare)).toEqual(needs);
  });

  it('is nothing where all of it is there', () => {
    const libraries = new Set(windowNeeds.map(({ library }) => library ?? ''));
    const full: System = { ...bare, libraries, hasProgram: () => true, hasFile: () => true };
    expect(missingNeeds(needs, full)).toEqual([]);
  });

  it('is just what is not there', () => {
    const system: System = { ...bare, hasProgram: (name) => name !== 'haproxy' };
    const names = missingNeeds([...displayNeeds, ...testNeeds], system).map((need) => need.package);
    expect(names).toEqual(['haproxy', 'fonts-noto-core']);
  });

  it('leaves unsaid what it cannot know: the libraries without a linker cache, the fonts elsewhere', () => {
    const elsewhere: System = { ...bare, isDebian: false, libraries: undefined };
    const names = missingNeeds(needs, elsewhere).map((need) => need.package);
    expect(names).toEqual([
      'xvfb',
      'xauth',
      ...testNeeds.flatMap((need) => (need.program ? [need.package] : [])),
    ]);
  });
});

it('reads the libraries of this processor only from ldconfig', () => {
  const listed = `2 libs found in cache \`/etc/ld.so.cache'
\tlibnss3.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libnss3.so
\tlibgbm.so.1 (libc6) => /lib/i386-linux-gnu/libgbm.so.1
\tlibdrm.so.2 (libc6,AArch64) => /lib/aarch64-linux-gnu/libdrm.so.2
`;
  expect(parseLinkerCache(listed, 'x64')).toEqual(new Set(['libnss3.so']));
  expect(parseLinkerCache(listed, 'arm64')).toEqual(new Set(['libdrm.so.2']));
});

describe('the advice', () => {
  it('is one command that can be pasted', () => {
    expect(adviceFor(displayNeeds, { isDebian: true }, new Set())).toContain(
      '\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth\n',
    );
  });

  it('takes the names of Debian 13 where the system knows them', () => {
    const known = new Set(['libgtk-3-0t64', 'libasound2t64', 'libnss3']);
    const libraries = windowNeeds.slice(0, 4);
    expect(packageNames(libraries, known)).toEqual([
      'libnss3',
      'libgtk-3-0t64',
      'libgbm1',
      'libasound2t64',
    ]);
  });

  it('names the things themselves where there is no apt', () => {
    const advice = adviceFor([...windowNeeds.slice(0, 1), ...displayNeeds], { isDebian: false });
    expect(advice).toContain('libnss3.so, Xvfb, xauth');
    expect(advice).not.toContain('apt-get');
  });
});

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

describe('missing packages', () => {
  it('are all of them on a bare Debian', () => {
    expect(missingNeeds(needs, bare)).toEqual(needs);
  });

  it('are none if everything is installed', () => {
    const libraries = new Set(windowNeeds.map(({ library }) => library ?? ''));
    const full: System = { ...bare, libraries, hasProgram: () => true, hasFile: () => true };
    expect(missingNeeds(needs, full)).toEqual([]);
  });

  it('are exactly the ones not installed', () => {
    const system: System = { ...bare, hasProgram: (name) => name !== 'haproxy' };
    const names = missingNeeds([...displayNeeds, ...testNeeds], system).map((need) => need.package);
    const withFiles = testNeeds.filter(({ file }) => file !== undefined);
    expect(names).toEqual(['haproxy', ...withFiles.map((need) => need.package)]);
    expect(names).toContain('fonts-noto-core');
  });

  it('aren’t reported without evidence: libraries without a linker cache, fonts elsewhere', () => {
    const elsewhere: System = { ...bare, isDebian: false, libraries: undefined };
    const names = missingNeeds(needs, elsewhere).map((need) => need.package);
    expect(names).toEqual([
      'xvfb',
      'xauth',
      ...testNeeds.flatMap((need) => (need.program ? [need.package] : [])),
    ]);
  });
});

it('are looked up in ldconfig for this processor only', () => {
  const listed = `2 libs found in cache \`/etc/ld.so.cache'
\tlibnss3.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libnss3.so
\tlibgbm.so.1 (libc6) => /lib/i386-linux-gnu/libgbm.so.1
\tlibdrm.so.2 (libc6,AArch64) => /lib/aarch64-linux-gnu/libdrm.so.2
`;
  expect(parseLinkerCache(listed, 'x64')).toEqual(new Set(['libnss3.so']));
  expect(parseLinkerCache(listed, 'arm64')).toEqual(new Set(['libdrm.so.2']));
});

describe('the advice', () => {
  it('is one command to paste', () => {
    expect(adviceFor(displayNeeds, { isDebian: true }, new Set())).toContain(
      '\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth\n',
    );
  });

  it('uses Debian 13’s package names where the system has them', () => {
    const known = new Set(['libgtk-3-0t64', 'libasound2t64', 'libnss3']);
    const libraries = windowNeeds.slice(0, 4);
    expect(packageNames(libraries, known)).toEqual([
      'libnss3',
      'libgtk-3-0t64',
      'libgbm1',
      'libasound2t64',
    ]);
  });

  it('names the libraries where there is no apt', () => {
    const advice = adviceFor([...windowNeeds.slice(0, 1), ...displayNeeds], { isDebian: false });
    expect(advice).toContain('libnss3.so, Xvfb, xauth');
    expect(advice).not.toContain('apt-get');
  });
});

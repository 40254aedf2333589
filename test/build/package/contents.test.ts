import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Library, licenseText } from '../../../build/package/bundled.ts';
import { writeChecksums } from '../../../build/package/checksums.ts';
import { engineVersions, npmBom, packageBom } from '../../../build/package/sbom.ts';
import { limits, measure, sizeOf, sizeReport } from '../../../build/package/size.ts';
import { findProgram, localPackages, useLocalTools } from '../../../build/package/tools.ts';
import { unpackedPackage } from '../../../build/package/unpacked.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

function library(name: string): Library {
  const path = new URL(`../../../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return { name, version, license: 'MIT', text: `Licence of ${name}` };
}

describe('the bill of materials', () => {
  const made = { version: '1.0.0', electron: '45.4.1', sqlite: '3.54.1', ciphers: '2.4.0' };
  const bom = npmBom();

  it('lists what is in the package, without the build tools', () => {
    const { components, metadata } = packageBom(bom, [library('react'), library('jose')], made);
    expect(components.map(({ name }) => name)).toEqual([
      'electron',
      'sqlite',
      'sqlite3mc',
      'react',
      'jose',
    ]);
    expect(components[3]).toMatchObject({
      scope: 'required',
      purl: `pkg:npm/react@${library('react').version}`,
      hashes: [{ alg: 'SHA-512' }],
      licenses: [{ license: { id: 'MIT' } }],
    });
    expect(metadata.component).toMatchObject({ name: 'latchkey', version: '1.0.0' });
    expect(bom.components.some(({ name }) => name === 'vitest')).toBe(true);
  });

  it('refuses a library that isn’t in the lock file', () => {
    const unknown = { ...library('react'), version: '0.0.1' };
    expect(() => packageBom(bom, [unknown], made)).toThrow('react@0.0.1');
  });

  it('knows the SQLite inside better-sqlite3, and its ciphers', () => {
    expect(engineVersions()).toEqual({
      sqlite: expect.stringMatching(/^3\.\d+\.\d+$/),
      ciphers: expect.stringMatching(/^2\.\d+\.\d+$/),
    });
  });
});

it('includes the text of every licence', () => {
  const text = licenseText([library('react'), library('jose')]);
  expect(text).toContain('Licence of react');
  expect(text).toContain('Licence of jose');
});

it('writes checksums of the packages only, in the format of sha256sum', async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'b.deb'), 'b');
  writeFileSync(join(directory, 'a.tar.gz'), 'a');
  writeFileSync(join(directory, 'builder-debug.yml'), 'x');
  writeFileSync(join(directory, 'SHA256SUMS'), 'old');
  mkdirSync(join(directory, 'linux-unpacked'));
  expect(await writeChecksums(directory)).toEqual(['a.tar.gz', 'b.deb']);
  expect(readFileSync(join(directory, 'SHA256SUMS'), 'utf8')).toBe(
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.tar.gz\n' +
      '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.deb\n',
  );
});

describe('the size', () => {
  it('counts the files, and what the package adds to Electron', () => {
    const made = temporaryDirectory();
    const electron = temporaryDirectory();
    writeFileSync(join(electron, 'electron'), Buffer.alloc(1000));
    mkdirSync(join(made, 'resources'));
    writeFileSync(join(made, 'latchkey'), Buffer.alloc(1000));
    writeFileSync(join(made, 'resources/app.asar'), Buffer.alloc(300));
    symlinkSync(join(made, 'latchkey'), join(made, 'link'));
    expect(sizeOf(made)).toBe(1300);
    expect(measure(made, join(made, 'resources'), electron)).toEqual({ asar: 300, added: 300 });
  });

  it('fails over its limits', () => {
    expect(sizeReport({ asar: limits.asar, added: limits.added }).fits).toBe(true);
    expect(sizeReport({ asar: limits.asar + 1, added: 0 })).toMatchObject({ fits: false });
    const { fits, lines } = sizeReport({ asar: 0, added: 12_345_678 });
    expect(fits).toBe(false);
    expect(lines[1]).toBe('FAIL installed, beyond Electron: 12.35 MB of 12 MB');
  });
});

it('finds the unpacked package where electron-builder put it', () => {
  expect(unpackedPackage('/d', 'linux', 'x64').program).toBe(join('/d/linux-unpacked/latchkey'));
  expect(unpackedPackage('/d', 'linux', 'arm64').directory).toBe(join('/d/linux-arm64-unpacked'));
  expect(unpackedPackage('/d', 'win32', 'x64').program).toBe(join('/d/win-unpacked/latchkey.exe'));
  const dist = temporaryDirectory();
  mkdirSync(join(dist, 'mac-arm64/Latchkey.app'), { recursive: true });
  expect(unpackedPackage(dist, 'darwin', 'arm64').resources).toBe(
    join(dist, 'mac-arm64/Latchkey.app/Contents/Resources'),
  );
});

it('finds the program by its names, in order', () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, '7z'), '');
  expect(findProgram(['7zz', '7z'], `/nowhere:${directory}`)).toBe(join(directory, '7z'));
  expect(findProgram(['7zz'], directory)).toBeUndefined();
});

it('takes tools of this system only for what it isn’t going to release', () => {
  const folder = temporaryDirectory();
  for (const name of ['dpkg-deb', 'rpmbuild', '7zz']) writeFileSync(join(folder, name), '');
  const env: Record<string, string | undefined> = { PATH: folder };
  useLocalTools(env);
  expect(localPackages(folder)).toEqual(process.platform === 'linux' ? ['deb', 'rpm'] : []);
  expect(env['ELECTRON_BUILDER_7ZIP_PATH']).toBe(join(folder, '7zz'));
  // A release: electron-builder’s own fpm makes every format.
  const text = readFileSync(new URL('../../../build/package/package.ts', import.meta.url), 'utf8');
  expect(text).toContain('if (!options.release) useLocalTools();');
});

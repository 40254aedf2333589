import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import type { Configuration } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { configFor, distribution, homepage, readConfig } from '../../../build/package/config.ts';
import { metainfo, pictures, readMetainfo } from '../../../build/package/metainfo.ts';
import { readOptions } from '../../../build/package/options.ts';
import {
  changelogVersions,
  readChangelog,
  releaseNotes,
} from '../../../build/package/release-notes.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import type { Runtime } from '../../../build/runtime/runtime.ts';
import { windowNeeds } from '../../../build/runtime/system-needs.ts';
import { fuses } from '../../../shared/fuses.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const config = readConfig();
const runtime: Runtime = { executable: '/run/time/electron', version: '45.4.1', kind: 'official' };
const options = { trial: false, trialWindows: false, release: false, targets: [] };
const linux = config.linux ?? {};

describe('electron-builder.yml', () => {
  it('has every package for every processor', () => {
    expect(targets('linux')).toEqual([
      ...['AppImage', 'deb', 'rpm'].map(both),
      'flatpak x64',
      both('tar.gz'),
    ]);
    expect(targets('win')).toEqual(['nsis', 'portable', 'zip'].map(both));
    expect(targets('mac')).toEqual(['dmg', 'zip'].map(both));
  });

  it('names version, platform and processor in every file', () => {
    const names = [config.artifactName, config.nsis?.artifactName, config.portable?.artifactName];
    for (const name of names) expect(name).toMatch(/\$\{version\}-\$\{os\}-\$\{arch\}/);
  });

  it('doesn’t self-update, needs no administrator, and never starts without the sandbox', () => {
    expect(config.publish).toBeNull();
    expect(config.nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
    expect(config.win?.requestedExecutionLevel).toBe('asInvoker');
    expect(config.toolsets?.appimage).not.toBe('0.0.0');
    const text = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
    expect(text.replaceAll(/#.*/g, '')).not.toContain('no-sandbox');
    expect(config.flatpak?.finishArgs?.join()).not.toMatch(/network|filesystem/);
  });

  it('depends on every library that a window loads', () => {
    const depends = [config.deb?.depends].flat();
    const missing = windowNeeds.filter(
      ({ package: name }) => !depends.some((one) => one?.split(' | ').includes(name)),
    );
    expect(missing).toEqual([]);
  });

  it('makes one setup and one portable program per processor', () => {
    expect(config.nsis?.buildUniversalInstaller).toBe(false);
    expect(config.portable?.buildUniversalInstaller).toBe(false);
  });

  it('packs one archive, with only the native binaries of its platform', () => {
    expect(config).toMatchObject({ asar: true, npmRebuild: false, asarUnpack: ['**/*.node'] });
    for (const [platform, prefix] of [
      ['linux', 'linux'],
      ['win', 'win32'],
      ['mac', 'darwin'],
    ] as const) {
      expect(config[platform]?.files).toEqual([
        expect.objectContaining({ filter: [`${prefix}-\${arch}.node`] }),
      ]);
    }
  });

  it('keeps the hardened runtime, except for just-in-time compilation', () => {
    expect(config.mac).toMatchObject({ hardenedRuntime: true, preAutoEntitlements: false });
    const plist = readFileSync(join(projectRoot, 'build/mac/entitlements.plist'), 'utf8');
    expect([...plist.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });
});

it('knows every fuse that @electron/fuses knows, in the order of the wire', () => {
  const known = Object.entries(FuseV1Options)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .toSorted(([, a], [, b]) => a - b)
    .map(([name]) => name);
  expect(fuses.map(({ name }) => name)).toEqual(known);
});

it('has the same desktop entry in the archive and in the system packages', () => {
  const text = readFileSync(join(projectRoot, 'build/linux/latchkey.desktop'), 'utf8');
  const [main = '', ...actions] = text
    .split(/^\[.*\]\n/m)
    .slice(1)
    .map(entries);
  const { entry, desktopActions } = linux.desktop ?? {};
  expect(main).toEqual({
    ...entry,
    Type: 'Application',
    Name: config.productName,
    Comment: linux.description,
    Exec: 'latchkey %U',
    Icon: 'latchkey',
    Terminal: 'false',
    StartupWMClass: 'latchkey',
    Categories: `${linux.category};`,
    MimeType: `${linux.mimeTypes?.join(';')};x-scheme-handler/latchkey;`,
  });
  expect(Object.values(desktopActions ?? {})).toEqual(actions);
  expect(`${Object.keys(desktopActions ?? {}).join(';')};`).toBe(entry?.['Actions']);
});

function targets(platform: 'linux' | 'win' | 'mac'): readonly string[] {
  return [config[platform]?.target ?? []].flat().map((target) => {
    if (typeof target === 'string' || target === null) throw new Error('no processors');
    return `${target.target} ${[target.arch].flat().join()}`;
  });
}

const both = (name: string) => `${name} x64,arm64`;

function entries(section: string): Record<string, string> {
  const lines = section.split('\n').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)));
}

describe('a trial package', () => {
  const made = configFor(config, { ...options, trial: true }, { ...runtime, kind: 'trial' });

  it('is marked as a trial in the program, on screen and in its file names', () => {
    expect(made.extraMetadata).toMatchObject({ runtime: 'trial' });
    expect(made.productName).toBe('Latchkey Trial');
    expect(made.artifactName).toMatch(/^latchkey-trial-/);
    expect(made.deb).toMatchObject({ packageName: 'latchkey-trial' });
    expect(made.rpm).toMatchObject({ packageName: 'latchkey-trial' });
  });

  it('and a real one can’t be installed together: they have files of the same names', () => {
    const real = configFor(config, options, runtime);
    for (const kind of ['deb', 'rpm'] as const) {
      expect(real[kind]?.fpm).toEqual(['--conflicts=latchkey-trial']);
      expect(made[kind]?.fpm).toContain('--conflicts=latchkey');
    }
  });

  it('is never released', () => {
    expect(readOptions(['--release', '--trial'])).toMatchObject({ ok: false });
    const other: Configuration = configFor(config, options, runtime);
    expect(other.extraMetadata).not.toHaveProperty('runtime');
    expect(other.productName).toBeUndefined();
  });

  it('for Windows is a trial like any other, and a zip only', () => {
    expect(readOptions(['--trial-windows'])).toMatchObject({
      ok: true,
      value: { trial: true, trialWindows: true, release: false },
    });
    expect(readOptions(['--release', '--trial-windows'])).toMatchObject({ ok: false });
    expect(readOptions(['--target', 'nsis', '--trial-windows'])).toMatchObject({ ok: false });
    const workflows = join(projectRoot, '.github/workflows');
    for (const name of readdirSync(workflows)) {
      expect(readFileSync(join(workflows, name), 'utf8')).not.toContain('--trial-windows');
    }
  });

  it.each(['resources', 'Electron.app/Contents/Resources'])(
    'accepts no archive of Electron’s own in %s, trial or not',
    async (resources) => {
      const { afterExtract } = made;
      if (typeof afterExtract !== 'function') throw new Error('no hook');
      const appOutDir = temporaryDirectory();
      mkdirSync(join(appOutDir, resources), { recursive: true });
      writeFileSync(join(appOutDir, resources, 'default_app.asar'), 'default');
      await afterExtract({ appOutDir } as Parameters<typeof afterExtract>[0]);
      expect(readdirSync(join(appOutDir, resources))).toEqual([]);
    },
  );
});

describe('options', () => {
  it('are read; a misspelled one is an error that prints the usage', () => {
    expect(readOptions(['--target', 'dir', '--target', 'deb'])).toMatchObject({
      ok: true,
      value: { trial: false, release: false, targets: ['dir', 'deb'] },
    });
    expect(readOptions(['--tral'])).toMatchObject({
      ok: false,
      error: expect.stringContaining('npm run package'),
    });
  });
});

describe('the runtime of a package', () => {
  it('is the detected directory; a release downloads one per processor', () => {
    expect(configFor(config, options, runtime).electronDist).toBe('/run/time');
    expect(configFor(config, { ...options, release: true }, runtime)).not.toHaveProperty(
      'electronDist',
    );
    const executable = join('/dist', 'Electron.app', 'Contents', 'MacOS', 'Electron');
    expect(distribution({ executable })).toBe('/dist');
  });
});

describe('the releases page', () => {
  it('is that of the building repository, or none', () => {
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b' };
    expect(homepage(env)).toBe('https://github.com/a/b');
    expect(homepage({})).toBeUndefined();
    const made = configFor(config, options, runtime, homepage(env));
    expect(made.extraMetadata).toEqual({
      homepage: 'https://github.com/a/b',
      repository: { type: 'git', url: 'git+https://github.com/a/b.git' },
      bugs: { url: 'https://github.com/a/b/issues' },
    });
    expect(made.linux?.maintainer).toBe('The Latchkey contributors <a@users.noreply.github.com>');
    expect(
      JSON.stringify({ ...config, ...made, linux: { ...config.linux, ...made.linux } }),
    ).not.toMatch(/\.invalid/);
    expect(config.extraMetadata).toEqual({ homepage: 'https://latchkey.invalid/' });
  });

  it('is where stores find pictures, which are in the repository', () => {
    const template = readMetainfo();
    expect(metainfo(template, '1.2.3', undefined)).toBe(template);
    const made = metainfo(template, '1.2.3', 'https://github.com/a/b');
    expect(made).toContain('<url type="bugtracker">https://github.com/a/b/issues</url>');
    const shown = [
      ...made.matchAll(/<image>https:\/\/github\.com\/a\/b\/raw\/v1\.2\.3\/(.*)<\/image>/g),
    ];
    expect(shown).toHaveLength(pictures.length);
    expect(shown.filter(([, file = '']) => !existsSync(join(projectRoot, file)))).toEqual([]);
  });
});

describe('release notes', () => {
  it('are the changelog’s entry for that version', () => {
    const changelog = '# New\n\n## 2.0.0\n\nTwo.\n\n### More\n\n## 1.0.0\n\nOne.\n\n## 0.9.0\n\n';
    expect(releaseNotes(changelog, '2.0.0')).toBe('Two.\n\n### More');
    expect(releaseNotes(changelog, '1.0.0')).toBe('One.');
    expect(releaseNotes(changelog, '0.9.0')).toBeUndefined();
    expect(releaseNotes(changelog, '1.0')).toBeUndefined();
  });

  it('exist for the version in package.json, and in the store page', () => {
    const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    const [newest] = changelogVersions(readChangelog());
    expect(newest).toBe(version);
    expect(releaseNotes(readChangelog(), version)).toBeDefined();
    const metainfo = readFileSync(
      join(projectRoot, 'build/linux/org.latchkey.latchkey.metainfo.xml'),
      'utf8',
    );
    expect(/<release version="([^"]+)"/.exec(metainfo)?.[1]).toBe(version);
  });
});

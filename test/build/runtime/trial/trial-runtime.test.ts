import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrialPin } from '../../../../build/runtime/trial/pin.ts';
import {
  cachedTrialRuntime,
  fetchTrialRuntime,
  type TrialOptions,
} from '../../../../build/runtime/trial/trial-runtime.ts';
import { err, ok } from '../../../../shared/result.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

interface Upload {
  readonly pin: TrialPin;
  readonly tarball: string;
}

const hash = (algorithm: string, file: string) => createHash(algorithm).update(readFileSync(file));

/** A tarball of the same shape, with a program that leaves a trace if it ever runs. */
function upload(trace: string, program = `#!/bin/sh\ntouch ${trace}\n`): Upload {
  const directory = temporaryDirectory();
  const bin = join(directory, 'package/bin');
  mkdirSync(join(bin, 'locales'), { recursive: true });
  writeFileSync(join(bin, 'electron'), program, { mode: 0o644 });
  writeFileSync(join(bin, 'chrome_crashpad_handler'), 'handler', { mode: 0o644 });
  writeFileSync(join(bin, 'version'), '42.0.0');
  writeFileSync(join(bin, 'locales/en-US.pak'), 'words');
  const tarball = join(directory, 'upload.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', directory, 'package']);
  return {
    tarball,
    pin: {
      package: 'trial-electron',
      program: 'electron',
      helpers: ['chrome_crashpad_handler'],
      version: '42.0.0',
      integrity: `sha512-${hash('sha512', tarball).digest('base64')}`,
      executableSha256: hash('sha256', join(bin, 'electron')).digest('hex'),
    },
  };
}

function optionsFor({ pin, tarball }: Upload, cache: string): Required<TrialOptions> {
  return {
    pin,
    cache,
    fetch: async (_pin, directory) => {
      const target = join(directory, 'fetched.tgz');
      copyFileSync(tarball, target);
      return ok(target);
    },
  };
}

function prepared() {
  const cache = join(temporaryDirectory(), 'cache');
  const trace = join(temporaryDirectory(), 'ran');
  return { cache, trace, options: optionsFor(upload(trace), cache) };
}

describe.runIf(process.platform === 'linux')('the trial runtime', () => {
  it('is unpacked, made executable and found again', async () => {
    const { cache, options } = prepared();
    const executable = join(cache, 'trial-electron-42.0.0/electron');
    const expected = { executable, version: '42.0.0', kind: 'trial' };

    expect(cachedTrialRuntime(options)).toBeUndefined();
    expect(await fetchTrialRuntime(options)).toEqual(ok(expected));
    expect(cachedTrialRuntime(options)).toEqual(expected);
    expect(spawnSync(executable).status).toBe(0);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).toEqual(['trial-electron-42.0.0']);
  });

  it('is refused if one byte of the tarball differs: not unpacked, run or kept', async () => {
    const { cache, trace, options } = prepared();
    const tampered: TrialOptions = {
      ...options,
      fetch: async (pin, directory) => {
        const fetched = await options.fetch(pin, directory);
        if (!fetched.ok) return fetched;
        const bytes = readFileSync(fetched.value);
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
        writeFileSync(fetched.value, bytes);
        return fetched;
      },
    };
    const found = await fetchTrialRuntime(tampered);
    expect(found).toMatchObject({ ok: false, error: { code: 'trial/tarball-hash' } });
    expect(found.ok ? '' : found.error.message).toContain(options.pin.integrity);
    expect(readdirSync(cache)).toEqual([]);
    expect(existsSync(trace)).toBe(false);
  });

  it('is refused if the program differs, whatever hash the tarball has', async () => {
    const { cache, trace, options } = prepared();
    const pin = { ...options.pin, executableSha256: '0'.repeat(64) };
    const found = await fetchTrialRuntime({ ...options, pin });
    expect(found).toMatchObject({ ok: false, error: { code: 'trial/executable-hash' } });
    expect(readdirSync(cache)).toEqual([]);
    expect(existsSync(trace)).toBe(false);
  });

  it('leaves no files if the registry doesn’t deliver', async () => {
    const { cache, options } = prepared();
    const problem = err({ code: 'trial/unreachable' as const, message: 'E404' });
    expect(await fetchTrialRuntime({ ...options, fetch: async () => problem })).toEqual(problem);
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each<[string, (home: string) => void]>([
    ['changed', (home) => writeFileSync(join(home, 'electron'), 'another')],
    ['changed in place', (home) => utimesSync(join(home, 'locales/en-US.pak'), 1, 1e9)],
    ['joined by another file', (home) => writeFileSync(join(home, 'libffmpeg.so'), 'planted')],
    ['opened to others', (home) => execFileSync('chmod', ['777', home])],
  ])('isn’t trusted and is downloaded again after it was %s', async (_what, damage) => {
    const { cache, options } = prepared();
    await fetchTrialRuntime(options);
    damage(join(cache, 'trial-electron-42.0.0'));

    expect(cachedTrialRuntime(options)).toBeUndefined();
    expect(await fetchTrialRuntime(options)).toMatchObject({ ok: true });
    expect(cachedTrialRuntime(options)).toBeDefined();
    expect(readdirSync(cache)).toEqual(['trial-electron-42.0.0']);
  });

  it('isn’t trusted under hashes other than those it was verified with', async () => {
    const { cache, trace, options } = prepared();
    await fetchTrialRuntime(options);
    const next = optionsFor(upload(trace, '#!/bin/sh\nexit 3\n'), cache);
    expect(cachedTrialRuntime(next)).toBeUndefined();
    expect(await fetchTrialRuntime(next)).toMatchObject({ ok: true });
    expect(spawnSync(join(cache, 'trial-electron-42.0.0/electron')).status).toBe(3);
  });

  it('can be set up by several processes at once', async () => {
    const { cache, options } = prepared();
    const setUp = async () => {
      const found = await fetchTrialRuntime(options);
      return found.ok ? statSync(found.value.executable).ino : found.error;
    };
    const programs = await Promise.all(Array.from({ length: 4 }, setUp));
    // The first one stays, since it may be running already.
    expect(new Set(programs).size).toBe(1);
    expect(cachedTrialRuntime(options)).toBeDefined();
    expect(readdirSync(cache)).toEqual(['trial-electron-42.0.0']);
  });

  it('removes files of a killed process, but not those of a running one', async () => {
    const { cache, options } = prepared();
    const dead = spawnSync('true').pid;
    mkdirSync(join(cache, `partial-${dead}-abc`), { recursive: true });
    mkdirSync(join(cache, `partial-${process.ppid}-def`));
    await fetchTrialRuntime(options);
    expect(readdirSync(cache).toSorted()).toEqual([
      `partial-${process.ppid}-def`,
      'trial-electron-42.0.0',
    ]);
  });

  it('reports where it couldn’t be written', async () => {
    const { cache, options } = prepared();
    writeFileSync(cache, 'a file in the way');
    const found = await fetchTrialRuntime(options);
    expect(found).toMatchObject({ ok: false, error: { code: 'trial/unusable' } });
    expect(found.ok ? '' : found.error.message).toContain(cache);
  });
});

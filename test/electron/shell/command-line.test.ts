import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../electron/cli/program.ts';
import type { Surroundings } from '../../../electron/cli/surroundings.ts';
import { readAddress, readCommandLine } from '../../../electron/shell/command-line.ts';

const id = '3f2b8c1e-5a4d-4e6f-9b7a-0c1d2e3f4a5b';
const read = (...args: string[]) => readCommandLine({ args, cwd: '/home/ann' });

const surroundings = {
  version: '1',
  stdout: () => {},
  stderr: () => {},
} as unknown as Surroundings;

describe('the command line', () => {
  it.each(['version', 'help', 'self-test'])('--%s asks for that and nothing else', (kind) => {
    expect(read('--no-sandbox', '/opt/latchkey', `--${kind}`, 'a.latchkey')).toEqual({ kind });
  });

  it('asks for an action of the desktop entry', () => {
    expect(read('--lock')).toEqual({ kind: 'open', request: { kind: 'lock' } });
    expect(read('--copy-token')).toEqual({ kind: 'open', request: { kind: 'copy-token' } });
  });

  it('asks for an application by its address', () => {
    const request = { kind: 'application', id };
    expect(read('--enable-x', `latchkey://application/${id}`)).toEqual({ kind: 'open', request });
  });

  it('asks for a file, relative to the working directory', () => {
    expect(read('work.latchkey')).toEqual({
      kind: 'open',
      request: { kind: 'workspace', path: '/home/ann/work.latchkey' },
    });
    expect(read('/media/stick/work.latchkey-keys')).toEqual({
      kind: 'open',
      request: { kind: 'workspace', path: '/media/stick/work.latchkey-keys' },
    });
    expect(read('/data/Work.LATCHKEY')).toMatchObject({
      request: { path: '/data/Work.LATCHKEY' },
    });
  });

  it('ignores what it doesn’t know', () => {
    expect(read('--password-store=basic', '/opt/latchkey', 'notes.txt')).toEqual({
      kind: 'open',
      request: null,
    });
    expect(read('a\0b.latchkey')).toEqual({ kind: 'open', request: null });
  });
});

describe('an unknown option', () => {
  it.each(['--colour', '--file=x.latchkey', '--json', '--selftest'])('is refused: %s', (option) => {
    const asked = { kind: 'unknown-option', option };
    expect(read('--no-sandbox', option, 'a.latchkey')).toEqual(asked);
  });

  it.each([
    '--password-store=gnome-libsecret',
    '--ozone-platform=wayland',
    '--enable-features=x',
    '--disable-gpu',
    '--js-flags=--expose-gc',
    '--remote-debugging-port=0',
    '--inspect=0',
    '--lang=ar',
  ])('isn’t reported if it belongs to Chromium: %s', (option) => {
    expect(read(option)).toEqual({ kind: 'open', request: null });
  });
});

describe('a command', () => {
  it('is a noun and everything after it', () => {
    const args = ['token', 'list', '--json', '--help'];
    expect(read('--no-sandbox', ...args)).toEqual({ kind: 'command', args });
  });

  it('has every noun of the command line', () => {
    const known = createProgram(surroundings).commands.map((command) => command.name());
    expect(known.length).toBeGreaterThan(6);
    for (const noun of known) expect(read(noun)).toEqual({ kind: 'command', args: [noun] });
  });

  it('isn’t one after another word', () => {
    expect(read('notes.txt', 'token')).toEqual({ kind: 'open', request: null });
  });
});

describe('an address', () => {
  it('is accepted as systems write it', () => {
    const request = { kind: 'application', id };
    expect(readAddress(`latchkey://application/${id}/`)).toEqual(request);
    expect(readAddress(`LATCHKEY://APPLICATION/${id.toUpperCase()}`)).toEqual(request);
  });

  it.each([
    `https://application/${id}`,
    `latchkey:application/${id}`,
    `latchkey:///application/${id}`,
    `latchkey://application/${id}?reveal=1`,
    `latchkey://application/${id}#x`,
    `latchkey://application/${id}/keys`,
    `latchkey://user@application/${id}`,
    `latchkey://application:1/${id}`,
    `latchkey://application/../${id}`,
    `latchkey://application/${id}\n`,
    ` latchkey://application/${id}`,
    'latchkey://application/',
    'latchkey://application/3f2b8c1e5a4d4e6f9b7a0c1d2e3f4a5b1234',
    'latchkey://lock',
    'latchkey://copy-token',
    'latchkey://workspace/etc/passwd',
    '--lock',
    '',
  ])('is refused: %j', (address) => {
    expect(readAddress(address)).toBeNull();
  });
});

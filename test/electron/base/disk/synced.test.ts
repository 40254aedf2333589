import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../../support/core.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** A successful system call: its name, and the paths of its arguments or its file. */
interface SystemCall {
  readonly name: string;
  readonly paths: readonly string[];
}

function callsOf(trace: string): SystemCall[] {
  return trace.split('\n').flatMap((line) => {
    const found = /^\d+ +(?<name>\w+)\((?<given>.*)\) += 0/.exec(line)?.groups;
    if (found === undefined) return [];
    const { name = '', given = '' } = found;
    const paths = [...given.matchAll(/"([^"]*)"|\d<([^>]*)>/g)].map(
      ([, text, file]) => text ?? file ?? '',
    );
    return [{ name, paths }];
  });
}

test.runIf(process.platform === 'linux')('where no folder can be created, the attempt ends', () => {
  const module = new URL('../../../../electron/base/disk/make-folder.ts', import.meta.url).href;
  const script = `(await import(${JSON.stringify(module)})).makeFolderNow('/proc/latchkey/x')`;
  const args = ['--input-type=module', '-e', script];
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 });
  expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('ENOENT')]);
});

const isSync = ({ name }: SystemCall): boolean => name === 'fsync' || name === 'fdatasync';

test.runIf(hasStrace)(
  'each file and each folder that the program makes is synced, with its name',
  {
    tags: 'durability/synced',
  },
  () => {
    const home = join(temporaryDirectory(), 'home');
    const trace = join(temporaryDirectory(), 'trace');
    const script = join(import.meta.dirname, '../../../support/write-everything.ts');
    const names = 'trace=rename,renameat,renameat2,link,linkat,mkdir,mkdirat,fsync,fdatasync';
    const options = ['-f', '-y', '-s', '4096', '-e', names, '-o', trace];
    const ended = spawnSync('strace', [...options, process.execPath, script, home], {
      encoding: 'utf8',
    });
    expect(ended.stderr).toBe('');
    const calls = callsOf(readFileSync(trace, 'utf8'));
    const unsynced = calls.flatMap(({ name, paths }, at) => {
      if (isSync({ name, paths })) return [];
      const inHome = paths.filter((path) => path.startsWith(home));
      const target = inHome.at(-1);
      if (target === undefined) return [];
      const folder = dirname(target);
      const named = calls.slice(at).some((call) => isSync(call) && call.paths.includes(folder));
      const source = name.startsWith('mkdir') ? undefined : inHome[0];
      const written = calls
        .slice(0, at)
        .some((call) => isSync(call) && call.paths.includes(source ?? ''));
      const faults = [
        ...(named ? [] : ['its folder']),
        ...(source === undefined || written ? [] : ['itself']),
      ];
      return faults.map((fault) => `${name} ${target.slice(home.length)}: not synced, ${fault}`);
    });
    expect(unsynced).toEqual([]);
    // The search works: the files were written.
    expect(readdirSync(home).toSorted()).toEqual(
      expect.arrayContaining([
        'backups',
        'slots',
        'witness',
        'workspace.latchkey',
        'workspaces.json',
      ]),
    );
  },
);

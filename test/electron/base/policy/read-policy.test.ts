import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type PolicyPlace,
  policyPlace,
  readPolicy,
  testPlace,
} from '../../../../electron/base/policy/read-policy.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const owner = process.getuid?.() ?? 0;

function placeWith(text: string | null, mode = 0o644, folderMode = 0o755): PolicyPlace {
  const folder = join(temporaryDirectory(), 'latchkey');
  mkdirSync(folder);
  const path = join(folder, 'policy.json');
  if (text !== null) {
    writeFileSync(path, text);
    chmodSync(path, mode);
  }
  chmodSync(folder, folderMode);
  return { kind: 'file', path, owner };
}

const good = JSON.stringify({
  longestValidity: '90d',
  neverExpiringTokens: false,
  smallestRsaKey: 3072,
  backupFolder: '/srv/backups',
  encryptedExportsOnly: true,
  profiles: ['standard', 'jwt'],
});

test('a policy of the administrator holds', () => {
  const place = placeWith(good);
  expect(readPolicy(place)).toEqual({
    rules: {
      longestValidity: 90 * 86_400,
      neverExpiringTokens: false,
      smallestRsaKey: 3072,
      backupFolder: '/srv/backups',
      encryptedExportsOnly: true,
      profiles: ['standard', 'jwt'],
    },
    place: place.path,
    problem: null,
  });
});

test('without a file, or a folder, there is none', () => {
  const none = { rules: {}, place: null, problem: null };
  expect(readPolicy(placeWith(null))).toEqual(none);
  expect(readPolicy({ kind: 'file', path: '/nowhere/at/all.json', owner: 0 })).toEqual(none);
});

test.each([
  ['the group can write it', 0o664, 0o755],
  ['others can write it', 0o646, 0o755],
  ['others can replace it in its folder', 0o644, 0o757],
])('isn’t trusted if %s', (_name, mode, folderMode) => {
  const { rules, problem } = readPolicy(placeWith(good, mode, folderMode));
  expect([rules, problem?.code]).toEqual([{}, 'policy/not-trusted']);
});

test('isn’t trusted if it belongs to somebody else', () => {
  const place = { ...placeWith(good), owner: owner + 1 };
  expect(readPolicy(place).problem?.code).toBe('policy/not-trusted');
});

test('a link isn’t followed, and a pipe isn’t waited for', () => {
  const place = placeWith(null);
  symlinkSync(placeWith(good).path, place.path);
  expect(readPolicy(place).problem?.code).toBe('policy/invalid');
  const pipe = placeWith(null);
  execFileSync('mkfifo', ['-m', '644', pipe.path]);
  expect(readPolicy(pipe).problem?.code).toBe('policy/invalid');
});

test.each([
  ['not JSON', '{', ''],
  ['a misspelled name', '{"longestValidty": "90d"}', 'longestValidty'],
  ['a name twice', '{"longestValidity": "1h", "longestValidity": "900d"}', 'longestValidity'],
  ['no duration', '{"longestValidity": "soon"}', 'longestValidity'],
  ['forever as the longest', '{"longestValidity": -1}', 'longestValidity'],
  ['a key length that isn’t offered', '{"smallestRsaKey": 1024}', 'smallestRsaKey'],
  ['an unknown profile', '{"profiles": ["mine"]}', 'profiles.0'],
  ['no profile at all', '{"profiles": []}', 'profiles'],
  ['a relative folder', '{"backupFolder": "backups"}', 'backupFolder'],
  ['too large', `{"backupFolder": "/${'x'.repeat(70_000)}"}`, 'size'],
])('%s is told, and prescribes nothing by half', (_name, text, reason) => {
  const { rules, problem } = readPolicy(placeWith(text));
  expect([rules, problem]).toEqual([
    {},
    expect.objectContaining({
      code: 'policy/invalid',
      detail: expect.objectContaining({ reason }),
    }),
  ]);
});

test('its place belongs to the administrator on each system', () => {
  expect(policyPlace('linux')).toEqual({
    kind: 'file',
    path: '/etc/latchkey/policy.json',
    owner: 0,
  });
  expect(policyPlace('win32')).toMatchObject({
    kind: 'registry',
    path: expect.stringMatching(/^HKLM/),
  });
  expect(policyPlace('darwin').path).toContain('/Library/Managed Preferences/');
});

test('the registry’s value is read as reg.exe prints it', () => {
  const printed = `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey\r\n    Policy    REG_SZ    ${good}\r\n\r\n`;
  const asked: unknown[] = [];
  const read = readPolicy(policyPlace('win32'), (program, args) => {
    asked.push(program, args);
    return printed;
  });
  expect(read.rules.longestValidity).toBe(90 * 86_400);
  expect(asked).toEqual([
    expect.stringMatching(/reg\.exe$/),
    ['query', String.raw`HKLM\SOFTWARE\Policies\Latchkey`, '/v', 'Policy'],
  ]);
  const none = readPolicy(policyPlace('win32'), () => {
    throw Object.assign(new Error('no'), { status: 1 });
  });
  expect(none.place).toBeNull();
  // Another failure isn't "no policy".
  const broken = readPolicy(policyPlace('win32'), () => {
    throw Object.assign(new Error('no'), { code: 'ENOENT' });
  });
  expect(broken.problem?.code).toBe('policy/invalid');
  const odd = readPolicy(policyPlace('win32'), () => 'Policy  REG_DWORD  0x1');
  expect(odd.problem?.code).toBe('policy/invalid');
});

test('a configuration profile is converted by Apple’s own tool', () => {
  const place = { ...placeWith('bplist00'), kind: 'profile' } as const;
  const read = readPolicy(place, (program, args) => {
    expect([program, args.at(-1)]).toEqual(['/usr/bin/plutil', place.path]);
    return good;
  });
  expect(read.rules.smallestRsaKey).toBe(3072);
});

test('tests name another place, and only they', () => {
  expect(testPlace({})).toEqual({});
  expect(testPlace({ LATCHKEY_TEST_POLICY: '/x' })).toEqual({
    policy: { kind: 'file', path: '/x', owner },
  });
});

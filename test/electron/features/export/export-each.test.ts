import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { type AgeRecipient, readRecipients } from '../../../../shared/domain/age-recipient.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { startCore, temporaryDirectory } from '../../../support/core.ts';
import { generate, jwtOf, makeApplication, makePetshop } from '../../../support/workspace.ts';

async function person() {
  const identity = await generateIdentity();
  const file = join(temporaryDirectory(), 'key.txt');
  writeFileSync(file, `${identity}\n`);
  /** Opens a file with the `age` tool, not with the library that wrote it. */
  const open = (path: string) =>
    spawnSync('age', ['--decrypt', '--identity', file, path], { encoding: 'utf8' });
  return { recipient: await identityToRecipient(identity), open };
}

async function started() {
  const core = await startCore();
  const { token: shop } = await makePetshop(core);
  const other = await makeApplication(core, 'Other');
  const token = await generate(core, other.id);
  const folder = temporaryDirectory();
  core.shell.folder = folder;
  const each = (recipients: readonly AgeRecipient[]): Input<'token:export-each'> => ({
    selection: { of: 'tokens', ids: [shop.id, token.id] },
    recipients: [...recipients],
  });
  return { core, shop, other: token, folder, each };
}

test('each token is a file that its consumer opens with the age tool, and nobody else', async () => {
  const { core, shop, folder, each } = await started();
  const [ada, grace] = [await person(), await person()];
  const recipients = readRecipients(`petshop = ${ada.recipient}\n\n  OTHER=${grace.recipient}\n`);
  if (!recipients.ok) throw new Error(recipients.error.code);
  expect(await core.give('token:export-each', each(recipients.value))).toEqual({
    folder,
    count: 2,
    without: 0,
  });
  expect(readdirSync(folder).toSorted()).toEqual([
    'other-production.json.age',
    'petshop-production.json.age',
  ]);
  const file = join(folder, 'petshop-production.json.age');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const jwt = await jwtOf(core, shop);
  expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  expect(readFileSync(file, 'utf8')).not.toContain(jwt.slice(0, 40));
  const opened = ada.open(file);
  expect(opened.stderr).toBe('');
  expect(JSON.parse(opened.stdout)).toMatchObject({
    tokens: [{ application: 'Petshop', accessToken: jwt }],
  });
  expect(grace.open(file).stderr).toContain('no identity matched');
  const { entries } = await core.give('activity:list', { limit: 1, search: 'token/exported' });
  expect(entries[0]?.detail).toMatchObject({ count: 2, encrypted: 1 });
});

test('what a bulk job has issued is written, without the tokens that have no recipient', async () => {
  const { core, folder } = await started();
  const ada = await person();
  const { id } = await core.give('bulk:prepare', {
    kind: 'regenerate',
    tokens: { filter: { current: true } },
    validitySeconds: null,
    scopes: null,
  });
  await core.give('bulk:run', { id });
  const recipients = [{ application: 'Petshop', recipient: ada.recipient }];
  const selection = { of: 'bulk', id } as const;
  expect(await core.give('token:export-each', { selection, recipients })).toEqual({
    folder,
    count: 1,
    without: 1,
  });
  const opened = ada.open(join(folder, 'petshop-production.json.age'));
  expect(JSON.parse(opened.stdout)).toMatchObject({ tokens: [{ state: 'active' }] });
});

test('writes nothing for a mistyped recipient, or if the dialog was closed', async () => {
  const { core, folder, each } = await started();
  const { recipient } = await person();
  // The last character is part of the checksum.
  const mistyped = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q');
  const all = (typed: string) => each([{ application: null, recipient: typed }]);
  expect(await core.refuse('token:export-each', all(mistyped))).toMatchObject({
    code: 'age/bad-recipient',
  });
  expect(readdirSync(folder)).toEqual([]);
  core.shell.folder = null;
  expect(await core.give('token:export-each', all(recipient))).toBeNull();
});

test.each([
  ['', 'field/required'],
  ['AGE-SECRET-KEY-1QQQ', 'age/bad-recipient'],
  ['Petshop', 'age/bad-recipient'],
  ['Petshop = ssh-ed25519 AAAA', 'age/bad-recipient'],
])('%j is no list of recipients', (typed, code) => {
  expect(readRecipients(typed)).toMatchObject({ ok: false, error: { code, field: 'recipients' } });
});

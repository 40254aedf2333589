import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';
import { describe, expect, test } from 'vitest';
import { deriveKey, kdfSchema } from '../../../../electron/base/crypto/kdf.ts';
import {
  beginEncryption,
  decryptExport as decryptBy,
} from '../../../../electron/features/export/encrypted-export.ts';
import { typedSecret } from '../../../../shared/domain/passphrase.ts';
import { type ExportFormat, exportFormats } from '../../../../shared/domain/token-export.ts';
import { kdfCost, startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';
import { jwtOf, makePetshop } from '../../../support/workspace.ts';

const passphrase = 'neun grüne Flaschen';
const tags = 'secrets/encrypted-export';

/** Encrypts in chunks of every length, as an export is written. */
async function encryptExport(text: string, by: string): Promise<string> {
  const encryption = await beginEncryption(typedSecret(by), kdfCost);
  const letters = Array.from(text);
  const pieces = letters.map((_, at) => letters.slice((at * at) / 2, ((at + 1) * (at + 1)) / 2));
  return pieces.map((piece) => encryption.add(piece.join(''))).join('') + encryption.end();
}
const decryptExport = (jwe: string, by: string) => decryptBy(jwe, typedSecret(by));

function headerOf(jwe: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString());
}

/** The same file with another header, which can't open without the key. */
function withHeader(jwe: string, header: object): string {
  const [, ...rest] = jwe.split('.');
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
}

describe('an encrypted export', { tags }, () => {
  test('opens with its passphrase, in NFC or NFD', async () => {
    const jwe = await encryptExport('ключ 🔑\n', passphrase);
    expect(await decryptExport(jwe, passphrase.normalize('NFD'))).toEqual({
      ok: true,
      value: 'ключ 🔑\n',
    });
  });

  test('is a JWE of dir and A256GCM, with scrypt as strong as the workspace’s', async () => {
    const core = await startCore({ fresh: true, fullCost: true });
    await makePetshop(core);
    const { path } = await exported(core);
    const header = headerOf(readFileSync(path, 'utf8'));
    const { slots } = keyBlockOf(core.home);
    const strong = { name: 'scrypt', N: 131_072, r: 8, p: 1, salt: expect.any(String) };
    expect(slots.map(({ kdf }) => kdf)).toEqual([strong, strong]);
    expect(header).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'latchkey-export+jwe',
      kdf: strong,
    });
  });

  test('has a new salt and nonce each time', async () => {
    const [one, other] = [
      await encryptExport('x', passphrase),
      await encryptExport('x', passphrase),
    ];
    expect(one.split('.')[0]).not.toBe(other.split('.')[0]);
    expect(one.split('.')[2]).not.toBe(other.split('.')[2]);
  });

  test.each(['neun grüne flaschen', `${passphrase} `, 'x'])(
    'isn’t opened with %j',
    async (wrong) => {
      const jwe = await encryptExport('text', passphrase);
      expect(await decryptExport(jwe, wrong)).toEqual({
        ok: false,
        error: { code: 'export/wrong', field: 'passphrase' },
      });
    },
  );

  test('isn’t opened if any part of it was changed', async () => {
    const jwe = await encryptExport('text', passphrase);
    const parts = jwe.split('.');
    for (const [place, part] of parts.entries()) {
      if (part === '') continue;
      const bytes = Buffer.from(part, 'base64url');
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      const changed = parts.with(place, bytes.toString('base64url')).join('.');
      expect(await decryptExport(changed, passphrase)).toMatchObject({ ok: false });
    }
    expect(await decryptExport(parts.slice(0, -1).join('.'), passphrase)).toMatchObject({
      error: { code: 'export/wrong' },
    });
    const shorter = headerOf(jwe);
    const more = withHeader(jwe, { ...shorter, more: 1 });
    expect(await decryptExport(more, passphrase)).toMatchObject({
      error: { code: 'export/wrong' },
    });
  });

  test('that asks for too much memory is refused without computing', async () => {
    const jwe = await encryptExport('text', passphrase);
    const { kdf, ...header } = headerOf(jwe);
    for (const cost of [{ N: 2 ** 24 }, { N: 2 ** 20, r: 16 }, { p: 5 }, { N: 1000 }]) {
      const greedy = withHeader(jwe, { ...header, kdf: Object.assign({}, kdf, cost) });
      expect(await decryptExport(greedy, passphrase)).toEqual({
        ok: false,
        error: { code: 'export/not-encrypted' },
      });
    }
  });

  test('with the right key but another form is refused: no typ, compressed, another enc', async () => {
    const { kdf } = headerOf(await encryptExport('x', passphrase));
    const key = await deriveKey(typedSecret(passphrase), kdfSchema.parse(kdf));
    const ours = { alg: 'dir', enc: 'A256GCM', typ: 'latchkey-export+jwe', kdf } as const;
    const made = (header: CompactJWEHeaderParameters) =>
      key.use((bytes) =>
        new CompactEncrypt(Buffer.from('text')).setProtectedHeader(header).encrypt(bytes),
      );
    expect(await decryptExport(await made(ours), passphrase)).toEqual({ ok: true, value: 'text' });
    const { typ: _typ, ...untyped } = ours;
    for (const header of [untyped, { ...ours, zip: 'DEF' }, { ...ours, enc: 'A128CBC-HS256' }]) {
      expect(await decryptExport(await made(header), passphrase)).toMatchObject({ ok: false });
    }
  });

  test.each(['a.b.c.d.e', '{"tokens":[]}', ''])('%j isn’t one', async (text) => {
    expect(await decryptExport(text, passphrase)).toEqual({
      ok: false,
      error: { code: 'export/not-encrypted' },
    });
  });

  test('opens without Latchkey, with the script in docs/security.md', async () => {
    const folder = temporaryDirectory();
    const docs = readFileSync(new URL('../../../../docs/security.md', import.meta.url), 'utf8');
    const script = /```js\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
    writeFileSync(join(folder, 'decrypt.mjs'), script);
    writeFileSync(join(folder, 'x.jwe'), await encryptExport('ключ 🔑\n', passphrase));
    const open = (typed: string) =>
      execFileSync(process.execPath, [join(folder, 'decrypt.mjs'), join(folder, 'x.jwe')], {
        input: `${typed}\n`,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(open(passphrase)).toBe('ключ 🔑\n');
    expect(() => open('another one')).toThrow('unable to authenticate data');
  });
});

/** Exports everything into an encrypted file. */
async function exported(core: TestCore, format: ExportFormat = 'json') {
  core.shell.saveTo = { folder: temporaryDirectory() };
  const saved = await core.give('token:export', {
    selection: { of: 'everything' },
    format,
    encryption: { passphrase, insist: false },
  });
  if (saved === null) throw new Error('The dialog was closed');
  return saved;
}

async function choose(core: TestCore, path: string) {
  core.shell.files = [path];
  const chosen = await core.give('encrypted-export:choose', {});
  if (chosen === null) throw new Error('The dialog was closed');
  return chosen;
}

describe('in the calls', { tags }, () => {
  test.each(exportFormats)('%s goes into the file, and comes out as it was', async (format) => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const jwt = await jwtOf(core, token);
    const { path, count } = await exported(core, format);
    expect(count).toBe(1);
    expect(basename(path)).toMatch(/^petshop-production\.[a-z_.]+\.jwe$/);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    const file = readFileSync(path, 'utf8');
    expect(file).not.toContain(jwt);
    expect(file).not.toContain(Buffer.from(jwt.slice(0, 60)).toString('base64url').slice(4, 40));

    const { id, file: name } = await choose(core, path);
    expect(name).toBe(basename(path));
    const wrong = { id, passphrase: 'another passphrase' };
    expect(await core.refuse('encrypted-export:save', wrong)).toEqual({
      code: 'export/wrong',
      field: 'passphrase',
    });
    core.shell.saveTo = { folder: temporaryDirectory() };
    const saved = await core.give('encrypted-export:save', { id, passphrase });
    expect(`${basename(saved?.path ?? '')}.jwe`).toBe(name);
    expect(readFileSync(saved?.path ?? '', 'utf8')).toContain(jwt);
    expect((statSync(saved?.path ?? '').mode & 0o777).toString(8)).toBe('600');
  });

  test('exporting and decrypting are logged, without a secret', async () => {
    const core = await startCore();
    await makePetshop(core);
    const { path } = await exported(core);
    const { id } = await choose(core, path);
    await core.give('encrypted-export:save', { id, passphrase });
    const { entries } = await core.give('activity:list', { limit: 2 });
    expect(entries).toMatchObject([
      {
        kind: 'export/decrypted',
        subject: 'petshop-production.json.jwe',
        detail: { file: 'petshop-production.json' },
      },
      { kind: 'token/exported', detail: { encrypted: 1, count: 1 } },
    ]);
    expect(JSON.stringify(entries)).not.toContain(passphrase);
  });

  test('a short passphrase is refused at its field before any dialog, unless confirmed', async () => {
    const core = await startCore();
    await makePetshop(core);
    const passphrase = 'elevenchars';
    const everything = { selection: { of: 'everything' }, format: 'json' } as const;
    const short = { ...everything, encryption: { passphrase, insist: false } };
    expect(await core.refuse('token:export', short)).toEqual({
      code: 'passphrase/short',
      field: 'encryption.passphrase',
      detail: { min: 12 },
    });
    expect(core.shell.asked).toEqual([]);
    core.shell.saveTo = { folder: temporaryDirectory() };
    expect(
      await core.give('token:export', { ...everything, encryption: { passphrase, insist: true } }),
    ).toMatchObject({ count: 1 });
  });

  test('a file of another kind is refused when it is chosen', async () => {
    const core = await startCore();
    const path = join(temporaryDirectory(), 'tokens.json');
    writeFileSync(path, '{"tokens":[]}');
    core.shell.files = [path];
    expect(await core.refuse('encrypted-export:choose', {})).toEqual({
      code: 'export/not-encrypted',
      detail: { file: 'tokens.json' },
    });
    core.shell.files = [join(temporaryDirectory(), 'gone.jwe')];
    expect(await core.refuse('encrypted-export:choose', {})).toMatchObject({
      code: 'file/unreadable',
    });
    core.shell.files = [];
    expect(await core.give('encrypted-export:choose', {})).toBeNull();
  });

  test('a closed file, or one of a locked workspace, is no longer decrypted', async () => {
    const core = await startCore();
    await makePetshop(core);
    const { path } = await exported(core);
    const first = await choose(core, path);
    await core.give('encrypted-export:cancel', {});
    expect(await core.refuse('encrypted-export:save', { id: first.id, passphrase })).toMatchObject({
      code: 'missing/encrypted-export',
    });
  });
});

test('plain text must be requested: an export that doesn’t mention it is refused', {
  tags: 'secrets/plain-export',
}, async () => {
  const core = await startCore();
  await makePetshop(core);
  core.shell.saveTo = { folder: temporaryDirectory() };
  const silent = { selection: { of: 'everything' }, format: 'json' } as const;
  // @ts-expect-error -- our own page would not compile without it
  expect(await core.refuse('token:export', silent)).toEqual({
    code: 'call/bad-input',
    field: 'encryption',
  });
  expect(core.shell.asked).toEqual([]);
});

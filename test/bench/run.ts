import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../build/runtime/project.ts';
import { createCipher } from '../../electron/base/crypto/cipher.ts';
import { currentCost } from '../../electron/base/crypto/kdf.ts';
import { Key } from '../../electron/base/crypto/key.ts';
import { Secret } from '../../electron/base/crypto/secret.ts';
import { createDatabase } from '../../electron/base/database/create.ts';
import { run, type WritableDb } from '../../electron/base/database/database.ts';
import { idOf } from '../../electron/base/database/file-header.ts';
import { openDatabase } from '../../electron/base/database/open.ts';
import { createCore } from '../../electron/core/core.ts';
import { insertApplication } from '../../electron/features/applications/repository.ts';
import { newConsumerKey } from '../../electron/features/keys/consumer-keys.ts';
import { insertKeys } from '../../electron/features/keys/repository.ts';
import { createSigner } from '../../electron/features/signing/signer.ts';
import { listTokens } from '../../electron/features/tokens/ledger.ts';
import { insertToken } from '../../electron/features/tokens/repository.ts';
import { openSlot, sealSlot } from '../../electron/features/workspace/vault.ts';
import { keysIdSchema, tokenIdSchema } from '../../shared/domain/ids.ts';
import { typedSecret } from '../../shared/domain/passphrase.ts';
import { tokenSummarySchema } from '../../shared/domain/token.ts';
import { ok } from '../../shared/result.ts';
import { newPassphrase } from '../support/data-key.ts';
import { given } from '../support/given.ts';
import { recordingShell } from '../support/shell.ts';
import { importing } from './importing.ts';
import { type Line, measure, results, table } from './measure.ts';
import { unlockingInWindow } from './window.ts';

/** Promised in SAFETY.md: one secret is decrypted in less, in milliseconds. */
const DECRYPTION_LIMIT = 0.1;
/** A passphrase opens a workspace in less, in milliseconds. */
const SIGN_IN_LIMIT = 1000;

const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
const cipher = createCipher(Key.random());

function database(name: string): WritableDb {
  const file = join(folder, name);
  const key = Key.random();
  const trailer = Buffer.alloc(0);
  const id = idOf(randomBytes(8));
  const created = createDatabase(file, { id, key, trailer, fill: () => ok(null) });
  const opened = created.ok ? openDatabase(file, key) : created;
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.db;
}

/** A token as the main job issues it, through the core, against the least that a commit can be. */
async function issuing(): Promise<readonly Line[]> {
  const home = join(folder, 'home');
  const importThread = new URL('../../electron/features/apis/import/thread.ts', import.meta.url);
  const core = createCore({ home, shell: recordingShell(), importThread });
  const ask = async (channel: string, input: unknown): Promise<unknown> => {
    const result = await core.call(channel, input);
    if (!result.ok) throw new Error(`${channel}: ${result.error.code}`);
    return result.value;
  };
  const owner = { owner: 'Bench', passphrase: randomUUID(), insist: true, keyring: false };
  await ask('workspace:create', owner);
  const draft = { name: 'Bench', description: '', perTokenQuota: 'Unlimited' };
  const application = z.object({ id: z.string() }).parse(await ask('application:create', draft));
  const request = {
    applicationId: application.id,
    keyType: 'PRODUCTION',
    validitySeconds: 3600,
    scopes: [],
  };
  let token = tokenSummarySchema.parse(await ask('keys:generate', request));
  const issue = await measure(300, async () => {
    token = tokenSummarySchema.parse(
      await ask('token:regenerate', { ...request, replaces: token.id }),
    );
  });
  await core.close();

  const bare = database('bare.db');
  let count = 0;
  const commit = await measure(300, () => {
    count += 1;
    run(bare, 'INSERT INTO setting (name, value) VALUES (?, 0)', `n${count}`);
  });
  bare.close();
  return [
    {
      what: 'issue a token and store it',
      ours: issue,
      against: 'FULL commit of one row',
      other: commit.median,
    },
  ];
}

async function signing(): Promise<readonly Line[]> {
  const db = database('signing.db');
  const signer = createSigner(db, cipher, Date.now);
  const key = given(await signer.currentKey());
  const claims = { jti: randomUUID(), text: 'x'.repeat(1000) };
  const ours = await measure(500, () => signer.sign(key, { typ: 'at+jwt' }, claims));
  const batch = await measure(20, () =>
    Promise.all(Array.from({ length: 64 }, () => signer.sign(key, { typ: 'at+jwt' }, claims))),
  );
  db.close();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = Buffer.alloc(1500);
  const raw = await measure(500, () => sign('sha256', data, privateKey));
  const each = { median: batch.median / 64, p95: batch.p95 / 64 };
  const against = 'crypto.sign, RSA 2048';
  return [
    { what: 'sign a token', ours, against, other: raw.median },
    { what: 'sign a token, 64 at a time', ours: each, against, other: raw.median },
  ];
}

async function decryption(): Promise<readonly Line[]> {
  const place = { kind: 'access-token', id: randomUUID() };
  const sealed = cipher.seal(place, new Secret('x'.repeat(2000)));
  const ours = await measure(5000, () => cipher.open(place, sealed));
  return [{ what: 'decrypt a secret', ours, against: 'the limit', other: DECRYPTION_LIMIT }];
}

/** The one slow thing of a sign-in, and meant to be: 300 to 1000 ms. */
async function unlocking(): Promise<readonly Line[]> {
  const id = idOf(randomBytes(8));
  const key = Key.random();
  const slot = await sealSlot(id, newPassphrase(), typedSecret('x'), key, currentCost);
  const ours = await measure(5, () => openSlot(id, slot, typedSecret('x')));
  return [{ what: 'sign in', ours, against: 'the limit', other: SIGN_IN_LIMIT }];
}

/** A ledger of `count` tokens, ten to an application. */
async function ledger(count: number): Promise<WritableDb> {
  const db = database(`ledger-${count}.db`);
  const key = given(await createSigner(db, cipher, Date.now).currentKey());
  const jwtSealed = randomBytes(1500);
  run(db, 'BEGIN');
  for (let index = 0; index < count / 10; index += 1) {
    const draft = {
      name: `Application ${index}`,
      description: '',
      perTokenQuota: 'Unlimited',
    } as const;
    const keysId = keysIdSchema.parse(randomUUID());
    const applicationId = insertApplication(db, draft, index);
    insertKeys(db, {
      id: keysId,
      applicationId,
      keyType: 'PRODUCTION',
      consumerKey: newConsumerKey(),
      createdAt: index,
    });
    for (let token = 0; token < 10; token += 1) {
      insertToken(db, {
        id: tokenIdSchema.parse(randomUUID()),
        keysId,
        applicationId,
        profile: 'standard',
        signingKeyId: key.id,
        jwtSealed,
        size: 1500,
        issuer: 'https://latchkey.localhost',
        audience: ['https://latchkey.localhost'],
        scopes: ['default'],
        covers: [],
        issuedAt: index * 1000,
        expiresAt: (index + 3600) * 1000,
        neverExpires: false,
      });
    }
  }
  run(db, 'COMMIT');
  return db;
}

function page(db: WritableDb, query: object): () => unknown {
  return () => listTokens(db, { limit: 100, ...query }, Date.now());
}

async function ledgerPages(): Promise<readonly Line[]> {
  const small = await ledger(1000);
  const large = await ledger(100_000);
  const middle = z
    .object({ id: tokenIdSchema })
    .parse(large.prepare('SELECT id FROM token WHERE sequence = 50000').get());
  const other = (await measure(100, page(small, {}))).median;
  const against = 'a page of 1,000 tokens';
  const lines = [
    { what: 'ledger of 100,000: first page', query: {} },
    { what: 'ledger of 100,000: from the middle', query: { after: middle.id } },
    { what: 'ledger of 100,000: never expires', query: { neverExpires: true } },
    { what: 'ledger of 100,000: search without a hit', query: { search: 'nothing of this' } },
  ];
  const measured: Line[] = [];
  for (const { what, query } of lines) {
    measured.push({ what, ours: await measure(20, page(large, query)), against, other });
  }
  small.close();
  large.close();
  return measured;
}

const parts = {
  issue: issuing,
  sign: signing,
  decrypt: decryption,
  'sign-in': unlocking,
  window: unlockingInWindow,
  ledger: ledgerPages,
  import: importing,
} as const;

/** `npm run bench -- import`: the parts that are named, or all. */
const wanted = Object.entries(parts).filter(
  ([name]) => process.argv.length <= 2 || process.argv.slice(2).includes(name),
);

try {
  const lines: Line[] = [];
  for (const [, part] of wanted) lines.push(...(await part()));
  console.log(table(lines));
  const out = join(projectRoot, 'out/bench');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(results(lines), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

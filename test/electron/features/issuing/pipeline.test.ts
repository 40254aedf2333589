import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { WriteContext } from '../../../../electron/base/context/context.ts';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { openInMemory } from '../../../../electron/base/database/open.ts';
import { createJobs } from '../../../../electron/core/jobs/jobs.ts';
import { createActivityLog } from '../../../../electron/features/activity/activity-log.ts';
import { insertApplication } from '../../../../electron/features/applications/repository.ts';
import {
  commitTokens,
  type SignedToken,
} from '../../../../electron/features/issuing/commit-tokens.ts';
import { signToken } from '../../../../electron/features/issuing/issue-token.ts';
import type { Order } from '../../../../electron/features/issuing/plan.ts';
import {
  type NamedProfile,
  type Profile,
  profiles,
} from '../../../../electron/features/issuing/profiles.ts';
import { newConsumerKey } from '../../../../electron/features/keys/consumer-keys.ts';
import { writeSettings } from '../../../../electron/features/settings/repository.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { findToken, revokeToken } from '../../../../electron/features/tokens/repository.ts';
import { keysIdSchema } from '../../../../shared/domain/ids.ts';
import { appError } from '../../../../shared/errors.ts';
import { kdfCost, START } from '../../../support/core.ts';
import { given } from '../../../support/given.ts';
import { recordingShell } from '../../../support/shell.ts';

const now = () => START;

/** What handlers get, on a workspace in memory. */
function openContext(): WriteContext {
  const db = openInMemory();
  onTestFinished(() => void db.close());
  const dataKey = Key.random();
  const cipher = createCipher(dataKey);
  return {
    db,
    cipher,
    signer: createSigner(db, cipher, now),
    activity: createActivityLog(db, dataKey, now),
    shell: recordingShell(),
    jobs: createJobs({ tell: () => {}, elapsed: now, failure: () => appError('internal') }),
    now,
    kdfCost,
  };
}

function newOrder({ db }: WriteContext, name: string): Order {
  const draft = { name, description: '', perTokenQuota: 'Unlimited' } as const;
  return {
    applicationId: insertApplication(db, draft, START),
    keyType: 'PRODUCTION',
    validitySeconds: 3600,
    scopes: [],
    by: { newClient: { id: keysIdSchema.parse(randomUUID()), consumerKey: newConsumerKey() } },
  };
}

async function signed(
  context: WriteContext,
  order: Order,
  profile?: NamedProfile,
): Promise<SignedToken> {
  const token = await signToken(context, order, profile === undefined ? {} : { profile });
  if (!token.ok) throw new Error(token.error.code);
  return token.value;
}

const count = ({ db }: WriteContext, table: string) =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

test('a batch stores each token it can, and reports for each other one why not', async () => {
  const context = openContext();
  const [first, twice, gone] = ['First', 'Twice', 'Gone'].map((name) => newOrder(context, name));
  if (first === undefined || twice === undefined || gone === undefined) throw new Error('no order');
  const batch = await Promise.all([first, twice, twice, gone].map((o) => signed(context, o)));
  context.db.prepare('DELETE FROM application WHERE id = ?').run(gone.applicationId);
  expect(commitTokens(context, batch)).toMatchObject([
    { ok: true, value: batch[0]?.id },
    { ok: true, value: batch[1]?.id },
    { ok: false, error: { code: 'keys/exist' } },
    { ok: false, error: { code: 'missing/application' } },
  ]);
  expect(count(context, 'token')).toBe(2);
  expect(count(context, 'application_keys')).toBe(2);
  expect(count(context, 'activity')).toBe(2);
});

test('a change between signing and committing outdates the token, and nothing is stored', async () => {
  const context = openContext();
  const token = await signed(context, newOrder(context, 'Petshop'));
  writeSettings(context.db, { issuer: 'https://issuer.example' });
  expect(commitTokens(context, [token])).toEqual(['outdated']);
  expect([count(context, 'token'), count(context, 'activity')]).toEqual([0, 0]);
});

test('a token that was replaced between signing and committing is refused', async () => {
  const context = openContext();
  const first = await signed(context, newOrder(context, 'Petshop'));
  commitTokens(context, [first]);
  const order: Order = { ...first.order, by: { replaces: first.id } };
  // Only issuing writes in between, so only the keys and their newest token are read again.
  const [one, other] = [await signed(context, order), await signed(context, order)];
  commitTokens(context, [await signed(context, newOrder(context, 'Other'))]);
  expect(commitTokens(context, [one, other])).toMatchObject([
    { ok: true, value: one.id },
    { ok: false, error: { code: 'token/not-current' } },
  ]);
  expect(findToken(context.db, first.id)?.revokedAt).toBe(START);
});

test('a token that was revoked between signing and committing is planned again', async () => {
  const context = openContext();
  const first = await signed(context, newOrder(context, 'Petshop'));
  commitTokens(context, [first]);
  const next = await signed(context, { ...first.order, by: { replaces: first.id } });
  revokeToken(context.db, first.id, START);
  expect(commitTokens(context, [next])).toEqual(['outdated']);
});

test('a signing key that was replaced between signing and committing outdates the token', async () => {
  const context = openContext();
  const token = await signed(context, newOrder(context, 'Petshop'));
  context.db.prepare("UPDATE signing_key SET state = 'previous'").run();
  expect(commitTokens(context, [token])).toEqual(['outdated']);
});

test('a failed write rolls back the whole batch', async () => {
  const context = openContext();
  const orders = [newOrder(context, 'One'), newOrder(context, 'Two')];
  const batch = await Promise.all(orders.map((order) => signed(context, order)));
  context.db.exec(
    `CREATE TRIGGER second BEFORE INSERT ON token WHEN (SELECT count(*) FROM token) = 1
     BEGIN SELECT RAISE(ABORT, 'full'); END`,
  );
  expect(() => commitTokens(context, batch)).toThrow('full');
  expect([count(context, 'token'), count(context, 'application_keys')]).toEqual([0, 0]);
});

const write: Profile = (content, issue, key) => {
  const { claims } = profiles.standard(content, issue);
  return {
    header: { typ: 'JWT', x5t: key.certificatePem.slice(28, 48) },
    claims: {
      ...claims,
      iss: 'urn:of-the-profile',
      aud: ['a', 'b'],
      scope: 'one two',
      exp: issue.issuedAt + 60,
    },
  };
};

test('a new profile needs one row: it gets the key, and the ledger stores what it wrote', async () => {
  const context = openContext();
  const token = await signed(context, newOrder(context, 'Petshop'), {
    name: 'of a test',
    write,
  });
  const { certificatePem, kid, algorithm } = given(await context.signer.currentKey());
  const jwt = token.jwt.expose();
  expect(decodeProtectedHeader(jwt)).toEqual({
    typ: 'JWT',
    x5t: certificatePem.slice(28, 48),
    alg: algorithm,
    kid,
  });
  expect(commitTokens(context, [token])).toEqual([{ ok: true, value: token.id }]);
  expect(findToken(context.db, token.id)).toMatchObject({
    issuer: 'urn:of-the-profile',
    audience: ['a', 'b'],
    scopes: ['one', 'two'],
    issuedAt: START,
    expiresAt: START + 60_000,
    size: jwt.length,
  });
  expect(decodeJwt(jwt)).toMatchObject({ iss: 'urn:of-the-profile', jti: token.id });
});

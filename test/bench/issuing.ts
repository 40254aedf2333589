import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { Key } from '../../electron/base/crypto/key.ts';
import { connect } from '../../electron/base/database/connect.ts';
import { idOf } from '../../electron/base/database/file-header.ts';
import type { TokenSummary } from '../../shared/domain/token.ts';
import { measure, type Row, rowOf } from './measure.ts';
import type { Opened } from './opened.ts';
import { newFolder } from './workspace.ts';

/** Each is measured this often, in turns with its reference: the disk is busy now and then. */
const ROUNDS = 5;
const EACH = 40;

/** One signature, and one synced commit of as many bytes as a stored token has. */
function signatureAndCommit(bytes: number) {
  const file = join(newFolder(), 'reference.db');
  const db = connect(file, Key.random(), { create: idOf(randomBytes(8)) });
  db.exec('CREATE TABLE token (id INTEGER PRIMARY KEY, jwt BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO token (jwt) VALUES (?)');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = randomBytes(bytes);
  return {
    once: () => {
      sign('sha256', data, privateKey);
      insert.run(data);
    },
    end: () => db.close(),
  };
}

const middle = (spans: readonly number[]): number =>
  spans.toSorted((one, other) => one - other)[Math.floor(spans.length / 2)] ?? 0;

/** One token that takes the place of another, against a signature and a commit. */
export async function oneToken({ give }: Opened, at: (row: string) => string): Promise<Row> {
  const [application] = await give('application:list', { name: 'Bench' });
  if (application === undefined) throw new Error('There is no application to issue for');
  const of = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
  const { token, scopes } = await give('keys:get', of);
  let current = token as TokenSummary;
  const request = {
    ...of,
    validitySeconds: 3600,
    scopes: scopes.map(({ name }) => name).slice(0, 3),
  };
  const reference = signatureAndCommit(current.size);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await measure(EACH, async () => {
      current = await give('token:regenerate', { ...request, replaces: current.id });
    });
    ours.push(one.median);
    theirs.push((await measure(EACH, reference.once)).median);
  }
  reference.end();
  return rowOf(at('one durable token, against a signature and a commit'), {
    figure: middle(ours),
    limit: middle(theirs),
    goal: 1.5,
  });
}

import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { Key } from '../../electron/base/crypto/key.ts';
import { connect } from '../../electron/base/database/connect.ts';
import { idOf } from '../../electron/base/database/file-header.ts';
import type { TokenSummary } from '../../shared/domain/token.ts';
import { openBeside } from '../support/data-key.ts';
import { measure, type Row, rowOf } from './measure.ts';
import { type Opened, openHome } from './opened.ts';
import { benchHome, newFolder } from './workspace.ts';

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

/** One token that replaces another, against a signature and a commit. */
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

const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

/** Cores that the goal is for. */
const CORES = 2;

/** Short calls, alone and beside a job. */
const SHORT_CALLS = 40;
/** By how much they may take longer beside it, in milliseconds. */
const WAIT_LIMIT = 50;

/** Rows per commit of the reference that only inserts. */
const PER_COMMIT = 500;

/**
 * Signatures per second of OpenSSL's own benchmark on as many cores. One process tells the processor
 * time; several tell the time of the clock, with which other programs interfere.
 */
function opensslSpeed(): number {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '3', '-mr', 'rsa2048'], {
    encoding: 'utf8',
  });
  // The last line: "+F2:2:2048:", then signatures and verifications per second.
  const speed = Number([...stdout.matchAll(/^\+F2:\d+:2048:([\d.]+)/gm)].at(-1)?.[1]);
  // Before OpenSSL 3, it was seconds per signature.
  return (speed < 1 ? 1 / speed : speed) * CORES;
}

type Values = Readonly<Record<string, unknown>>;

/** The tables of a token, and how to find the rows of those after a sequence. */
const written = {
  token: 'sequence > ?',
  token_secret: 'token_id IN (SELECT id FROM token WHERE sequence > ?)',
  activity: "id > 0 AND kind = 'token/regenerated' AND id > (SELECT max(id) FROM activity) - ?",
} as const;

/**
 * Inserts the rows that a bulk job wrote once more, into the same file with the same indexes.
 *
 * @returns seconds of processor time.
 */
async function insertSame(home: string, { after, count }: { after: number; count: number }) {
  const db = await openBeside(home, { unsealed: true });
  const copies = Object.entries(written).map(([table, where]) => {
    const bound = table === 'activity' ? count + 2 : after;
    const rows = db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all(bound) as Values[];
    const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'refused_at');
    return { table, rows, columns };
  });
  db.pragma('foreign_keys = OFF');
  for (const [table, where] of Object.entries(written).toReversed()) {
    db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(table === 'activity' ? count + 2 : after);
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  const inserts = copies.map(({ table, rows, columns }) => {
    const places = columns.map(() => '?').join(', ');
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`;
    return { rows, columns, insert: db.prepare(sql) };
  });
  const used = process.threadCpuUsage();
  for (let at = 0; at < count; at += PER_COMMIT) {
    db.transaction(() => {
      for (let nth = at; nth < Math.min(at + PER_COMMIT, count); nth += 1) {
        for (const { rows, columns, insert } of inserts) {
          const row = rows[nth];
          if (row !== undefined) insert.run(columns.map((column) => row[column]));
        }
      }
    })();
  }
  const seconds = secondsOf(process.threadCpuUsage(used));
  db.close();
  return seconds;
}

async function lastSequence(home: string): Promise<number> {
  const db = await openBeside(home, { readonly: true });
  const last = db.prepare('SELECT max(sequence) FROM token').pluck().get() as number;
  db.close();
  return last;
}

/**
 * 10,000 tokens in one job, each replacing another: signed, sealed and logged. A workspace has a
 * tenth as many current tokens as tokens.
 *
 * In processor time: that of the thread that writes, while the others sign; for RS256, at least all
 * threads' on two cores.
 */
export async function manyTokens(tokens: number, at: (row: string) => string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const algorithm of ['RS256', 'ES256', 'EdDSA'] as const) {
    const home = await benchHome(tokens);
    const after = await lastSequence(home);
    const { core, give } = await openHome(home);
    await give('settings:update', { algorithm });
    // Waits for the proof of the rows after the sign-in, and for the signing key.
    await give('gateway:get', {});
    const said = await give('bulk:prepare', {
      kind: 'regenerate',
      tokens: { filter: { current: true } },
      validitySeconds: 90 * 86_400,
      scopes: null,
    });
    const short = (): Promise<unknown> => give('settings:get', {});
    const alone = await measure(SHORT_CALLS, short);
    const [used, writer] = [process.cpuUsage(), process.threadCpuUsage()];
    const job = give('bulk:run', { id: said.id });
    const beside = await measure(SHORT_CALLS, short);
    const { issued } = await job;
    const all = secondsOf(process.cpuUsage(used)) / CORES;
    const own = secondsOf(process.threadCpuUsage(writer));
    await core.close();
    rows.push(
      rowOf(at(`a short call beside a bulk job with ${algorithm}, p95 more than alone`), {
        figure: Math.max(0, beside.p95 - alone.p95),
        limit: WAIT_LIMIT,
        goal: 1,
      }),
    );
    const row = `${issued} tokens re-issued with ${algorithm}`;
    rows.push(
      algorithm === 'RS256'
        ? rowOf(at(`${row}, against openssl speed on ${CORES} cores`), {
            figure: Math.max(all, own),
            limit: issued / opensslSpeed(),
            goal: 1 / 0.55,
            unit: 's',
          })
        : rowOf(at(`${row}, against inserting the same rows`), {
            figure: own,
            limit: await insertSame(home, { after, count: issued }),
            goal: 2,
            unit: 's',
          }),
    );
  }
  return rows;
}

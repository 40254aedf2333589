import { createCipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PASSPHRASE } from '../support/core.ts';
import { openBeside } from '../support/data-key.ts';
import { windowKdfCost } from '../support/kdf-cost.ts';
import { manyTokens, oneToken } from './issuing.ts';
import { LIMITS, lists } from './lists.ts';
import { measure, type Row, rowOf, rowsOfSteps } from './measure.ts';
import { type Opened, openHome } from './opened.ts';
import { sharedHome } from './workspace.ts';

/** By how much a short call may take longer while a long one runs, in milliseconds. */
const WAIT_LIMIT = 50;

/** Short calls, alone and beside a job. */
const SHORT_CALLS = 40;

/** What takes longer than so many seconds isn't repeated: it is the same each time. */
const LONG_ROUND = 5;

const isShort = (seconds: number): boolean =>
  seconds < LONG_ROUND || seconds === Number.POSITIVE_INFINITY;

/** Compared in turns, so that other programs disturb both; the shortest of each counts. */
const ROUNDS = 3;

const inWords = (tokens: number): string =>
  tokens >= 1_000_000 ? `${tokens / 1_000_000} M` : `${tokens / 1000} k`;

/**
 * All result rows for a workspace with this many tokens.
 *
 * @param isQuick only rows that don't depend on what else the machine does, in processor time.
 */
export async function rowsAt(tokens: number, isQuick = false): Promise<readonly Row[]> {
  const home = await sharedHome(tokens);
  const at = (row: string): string => `${row}, at ${inWords(tokens)}`;
  const empty = await sharedHome(0);
  const signIn = await rowsOfSteps({
    [at('sign-in')]: () => signingIn(home, empty, at, isQuick),
  });
  const opened = await openHome(home);
  try {
    const rows = await rowsOfSteps({
      [at('lists')]: () => lists(opened, tokens, at, isQuick),
      ...(!isQuick && {
        [at('one token')]: () => oneToken(opened, at),
        [at('exports')]: () => exports(opened, home, at),
      }),
      [at('the log verified')]: () => verifying(opened, home, at),
      [at('activity opened')]: () => openingActivity(opened, at),
      [at('file size')]: () => sizeOf(home, tokens, at),
    });
    return [...signIn, ...rows];
  } finally {
    await opened.core.close();
  }
}

/**
 * Only the rows about issuing.
 *
 * @param one tokens of the workspace that one token is issued in.
 * @param many the same for a job, which issues a tenth as many.
 */
export async function issuingAt(one: number, many: number): Promise<readonly Row[]> {
  const opened = await openHome(await sharedHome(one));
  const rows: Row[] = [];
  try {
    rows.push(await oneToken(opened, (row) => `${row}, at ${inWords(one)}`));
  } finally {
    await opened.core.close();
  }
  return [...rows, ...(await manyTokensAt(many))];
}

/** The rows about bulk jobs. */
export function manyTokensAt(tokens: number): Promise<readonly Row[]> {
  return manyTokens(tokens, (row) => `${row}, at ${inWords(tokens)}`);
}

/** Only the rows about exports. */
export async function exportingAt(tokens: number): Promise<readonly Row[]> {
  const home = await sharedHome(tokens);
  const opened = await openHome(home);
  try {
    return await exports(opened, home, (row) => `${row}, at ${inWords(tokens)}`);
  } finally {
    await opened.core.close();
  }
}

/** @param isQuick compares processor times. */
async function signingIn(home: string, empty: string, at: At, isQuick: boolean): Promise<Row> {
  const least = { ours: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round += 1) {
    least.other = Math.min(least.other, await signInOf(empty, isQuick));
    least.ours = Math.min(least.ours, await signInOf(home, isQuick));
  }
  return rowOf(at('sign-in until rows are there, against an empty workspace'), {
    figure: least.ours,
    limit: least.other,
    goal: 1.5,
  });
}

/** @returns milliseconds until the first list is there. */
async function signInOf(home: string, isQuick: boolean): Promise<number> {
  const used = process.cpuUsage();
  const { core, give, signIn } = await openHome(home);
  const start = performance.now();
  await give('application:list', {});
  const list = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  await core.close();
  return isQuick ? (user + system) / 1000 : signIn + list;
}

type At = (row: string) => string;

/** Exports, and a short call while the first of them runs. */
async function exports({ give, shell }: Opened, home: string, at: At): Promise<readonly Row[]> {
  const short = (): Promise<unknown> => give('settings:get', {});
  const rows: Row[] = [];
  let beside = await measure(SHORT_CALLS, short);
  const alone = beside.p95;
  for (const [name, format, encryption] of kinds) {
    const path = join(home, 'tokens.out');
    shell.saveTo = { path };
    const least = { ours: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY };
    for (let round = 0; round < ROUNDS && isShort(least.ours); round += 1) {
      const used = process.cpuUsage();
      const job = give('token:export', { selection: { of: 'everything' }, format, encryption });
      if (rows.length === 0 && round === 0) beside = await measure(SHORT_CALLS, short);
      await job;
      least.ours = Math.min(least.ours, secondsSince(used));
      const bytes = statSync(path).size;
      rmSync(path);
      const reference = await readAndWrite(home, bytes, encryption !== null);
      least.other = Math.min(least.other, reference);
    }
    rows.push(
      rowOf(at(`export of everything, ${name}, against reading and writing the same`), {
        figure: least.ours,
        limit: least.other,
        goal: 3,
        unit: 's',
      }),
    );
  }
  rows.push(
    rowOf(at('a short call beside an export, p95 more than alone'), {
      figure: Math.max(0, beside.p95 - alone),
      limit: WAIT_LIMIT,
      goal: 1,
    }),
  );
  return rows;
}

const kinds = [
  ['JSON', 'json', null],
  ['CSV', 'csv', null],
  ['JSON, encrypted', 'json', { passphrase: PASSPHRASE, insist: true }],
] as const;

/**
 * Reads each token with its sealed JWT, and writes as many bytes as the export has.
 *
 * @param isEncrypted with AES-GCM, and with a key derivation, as the export.
 * @returns seconds of processor time, of all threads.
 */
async function readAndWrite(home: string, bytes: number, isEncrypted: boolean): Promise<number> {
  const db = await openBeside(home, { readonly: true });
  const path = join(home, 'reference.out');
  const file = openSync(path, 'w');
  const used = process.cpuUsage();
  const cipher = isEncrypted ? newCipher() : null;
  /** @returns how many bytes were written. */
  const write = (chunk: Uint8Array): number =>
    writeSync(file, cipher === null ? chunk : cipher.update(chunk));
  const rows = db.prepare(
    'SELECT t.*, s.jwt_sealed FROM token t JOIN token_secret s ON s.token_id = t.id ORDER BY t.sequence DESC',
  );
  const chunk = Buffer.alloc(2 ** 20);
  const count = db.prepare('SELECT count(*) FROM token').pluck().get() as number;
  let [read, written] = [0, 0];
  const rest = (): Uint8Array =>
    chunk.subarray(0, Math.min(chunk.length, Math.floor((bytes * read) / count) - written));
  const each = rows.iterate();
  while (each.next().done !== true) {
    read += 1;
    const due = rest();
    if (due.length >= chunk.length / 2) written += write(due);
  }
  for (let due = rest(); due.length > 0; due = rest()) written += write(due);
  fsyncSync(file);
  closeSync(file);
  const seconds = secondsSince(used);
  db.close();
  rmSync(path);
  return seconds;
}

function secondsSince(used: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1e6;
}

function newCipher() {
  const { N, r, p } = windowKdfCost;
  const key = scryptSync('x', Buffer.alloc(16), 32, { N, r, p, maxmem: 256 * N * r });
  return createCipheriv('aes-256-gcm', key, Buffer.alloc(12));
}

async function verifying({ give }: Opened, home: string, at: At): Promise<Row> {
  const start = performance.now();
  const verdict = await give('activity:verify', { every: true });
  if (verdict.brokenAt !== null) throw new Error('The log is broken');
  const figure = (performance.now() - start) / 1000;
  const db = await openBeside(home, { readonly: true });
  const from = performance.now();
  const key = randomBytes(32);
  const rows = db.prepare('SELECT * FROM activity ORDER BY id').raw();
  for (const row of rows.iterate()) {
    createHmac('sha256', key).update(JSON.stringify(row)).digest();
  }
  const limit = (performance.now() - from) / 1000;
  db.close();
  return rowOf(at('the whole log verified, against reading it and an HMAC an entry'), {
    figure,
    limit,
    goal: 2,
    unit: 's',
  });
}

/** What Activity asks when it is opened, each time after something was done. */
async function openingActivity({ give }: Opened, at: At): Promise<Row> {
  let clipboardSeconds = 20;
  const { cpu } = await measure(
    20,
    async () => {
      await give('activity:list', { limit: 100 });
      const { brokenAt, everyAt } = await give('activity:verify', {});
      if (brokenAt !== null || everyAt === null) throw new Error('Every entry was read');
    },
    () => give('settings:update', { clipboardSeconds: (clipboardSeconds += 1) }),
  );
  return rowOf(at('activity opened: its first page and a check of what is new, processor time'), {
    figure: cpu,
    limit: LIMITS.list,
    goal: 1,
  });
}

async function sizeOf(home: string, tokens: number, at: At): Promise<Row> {
  const db = await openBeside(home, { readonly: true });
  const pages = db.pragma('page_count', { simple: true }) as number;
  const page = db.pragma('page_size', { simple: true }) as number;
  const limit = db.prepare('SELECT avg(size) FROM token').pluck().get() as number;
  db.close();
  const figure = (pages * page) / tokens;
  return rowOf(at('the file a token, against the bytes of its JWT'), {
    figure,
    limit,
    goal: 1.7,
    unit: 'bytes',
  });
}

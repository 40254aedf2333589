import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { apiSorts } from '../../shared/domain/api.ts';
import { applicationSorts } from '../../shared/domain/application.ts';
import { openBeside } from '../support/data-key.ts';
import { manyTokens, oneToken } from './issuing.ts';
import { measure, type Row, rowOf } from './measure.ts';
import { type Opened, openHome } from './opened.ts';
import { benchHome } from './workspace.ts';

/** Limit for the 95th percentile of each query, in milliseconds. */
const LIST_LIMIT = 20;
const SEARCH_LIMIT = 30;
const WAIT_LIMIT = 50;

const inWords = (tokens: number): string =>
  tokens >= 1_000_000 ? `${tokens / 1_000_000} M` : `${tokens / 1000} k`;

/** All result rows for a workspace with this many tokens. */
export async function rowsAt(tokens: number): Promise<readonly Row[]> {
  const home = await benchHome(tokens);
  const at = (row: string): string => `${row}, at ${inWords(tokens)}`;
  const empty = await signInOf(await benchHome(0));
  const opened = await openHome(home);
  try {
    return [
      rowOf(at('sign-in, against an empty workspace'), {
        figure: opened.signIn,
        limit: empty,
        goal: 1.5,
      }),
      ...(await lists(opened, at)),
      await oneToken(opened, at),
      await whileExporting(opened, home, at),
      ...(await exports(opened, home, at)),
      await verifying(opened, home, at),
      await sizeOf(home, tokens, at),
    ];
  } finally {
    await opened.core.close();
  }
}

/** Only the rows about issuing. */
export async function issuingAt(tokens: number): Promise<readonly Row[]> {
  const opened = await openHome(await benchHome(tokens));
  const at = (row: string): string => `${row}, at ${inWords(tokens)}`;
  try {
    return [await oneToken(opened, at), ...(await manyTokens(tokens, at))];
  } finally {
    await opened.core.close();
  }
}

async function signInOf(home: string): Promise<number> {
  const { core, signIn } = await openHome(home);
  await core.close();
  return signIn;
}

type At = (row: string) => string;

/** Measures the slowest list and the slowest search. */
async function lists({ give }: Opened, at: At): Promise<readonly Row[]> {
  const slowest = { list: { p95: 0, what: '' }, search: { p95: 0, what: '' } };
  const ask = async (kind: 'list' | 'search', what: string, work: () => Promise<unknown>) => {
    const { p95 } = await measure(20, work);
    if (p95 > slowest[kind].p95) slowest[kind] = { p95, what };
  };
  for (const search of [undefined, 'orchard', 'zzz none', 'be']) {
    const kind = search === undefined ? 'list' : 'search';
    for (const sort of applicationSorts) {
      for (const skip of [0, 9900]) {
        const input = { sort, skip, ...(search && { search }) };
        await ask(kind, `applications ${JSON.stringify(input)}`, () =>
          give('application:list', input),
        );
      }
    }
    for (const sort of apiSorts) {
      const input = { sort, ...(search && { search }) };
      await ask(kind, `APIs ${JSON.stringify(input)}`, () => give('api:list', input));
    }
    for (const state of [undefined, 'active', 'expired', 'revoked'] as const) {
      for (const more of [{}, { neverExpires: true }, { keyType: 'SANDBOX' }] as const) {
        const input = { limit: 100, ...more, ...(state && { state }), ...(search && { search }) };
        await ask(kind, `tokens ${JSON.stringify(input)}`, () => give('token:list', input));
      }
    }
    const input = { limit: 100, ...(search && { search }) };
    await ask(kind, `activity ${JSON.stringify(input)}`, () => give('activity:list', input));
  }
  await ask('list', 'the bin', () => give('bin:list', {}));
  await ask('list', 'business plans', () => give('business-plan:list', {}));
  await ask('list', 'gateways', () => give('gateway:get', {}));
  return [
    rowOf(at(`any list p95, the slowest: ${slowest.list.what}`), {
      figure: slowest.list.p95,
      limit: LIST_LIMIT,
      goal: 1,
    }),
    rowOf(at(`any search p95, the slowest: ${slowest.search.what}`), {
      figure: slowest.search.p95,
      limit: SEARCH_LIMIT,
      goal: 1,
    }),
  ];
}

/** A short call while the longest job runs. */
async function whileExporting({ give, shell }: Opened, home: string, at: At): Promise<Row> {
  const alone = await measure(40, () => give('settings:get', {}));
  const path = join(home, 'beside.json');
  shell.saveTo = { path };
  const job = give('token:export', {
    selection: { of: 'everything' },
    format: 'json',
    encryption: null,
  });
  const beside = await measure(40, () => give('settings:get', {}));
  await job;
  rmSync(path);
  return rowOf(at('a short call beside an export, p95 more than alone'), {
    figure: Math.max(0, beside.p95 - alone.p95),
    limit: WAIT_LIMIT,
    goal: 1,
  });
}

async function exports({ give, shell }: Opened, home: string, at: At): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const format of ['json', 'csv'] as const) {
    const path = join(home, `tokens.${format}`);
    shell.saveTo = { path };
    const start = performance.now();
    await give('token:export', { selection: { of: 'everything' }, format, encryption: null });
    const figure = (performance.now() - start) / 1000;
    const limit = await readAndWrite(home, statSync(path).size);
    rmSync(path);
    rows.push(
      rowOf(at(`export of everything as ${format}, against reading and writing the same`), {
        figure,
        limit,
        goal: 3,
        unit: 's',
      }),
    );
  }
  return rows;
}

/** Reads every sealed token and writes as many bytes as the export has. @returns seconds. */
async function readAndWrite(home: string, bytes: number): Promise<number> {
  const db = await openBeside(home, { readonly: true });
  const file = openSync(join(home, 'reference.out'), 'w');
  const start = performance.now();
  let written = 0;
  const rows = db.prepare(
    'SELECT t.*, s.jwt_sealed FROM token t JOIN token_secret s ON s.token_id = t.id',
  );
  for (const row of rows.iterate() as Iterable<{ jwt_sealed: Buffer }>) {
    if (written < bytes) written += writeSync(file, row.jwt_sealed);
  }
  const chunk = Buffer.alloc(2 ** 20);
  while (written < bytes) written += writeSync(file, chunk);
  closeSync(file);
  const seconds = (performance.now() - start) / 1000;
  db.close();
  rmSync(join(home, 'reference.out'));
  return seconds;
}

async function verifying({ give }: Opened, home: string, at: At): Promise<Row> {
  const start = performance.now();
  const verdict = await give('activity:verify', {});
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

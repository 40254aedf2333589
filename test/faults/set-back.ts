import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { connect } from '../../electron/base/database/connect.ts';
import { PAGE_BYTES } from '../../electron/base/database/file-header.ts';
import { dataKeyOf } from '../support/data-key.ts';
import { codeOf, type FaultCore, makeApplication, signIn, withCore } from './fault-core.ts';
import { type Line, type Outcome, tryEach } from './line.ts';
import { need, signatures, useAll } from './used.ts';
import type { Scene, Workshop } from './workshop.ts';

const fileIn = (home: string): string => join(home, 'workspace.latchkey');

/** How many older states of the file are put back: one per protected change. */
const AGES = 5;

/** An attacker puts back an older state of the file: valid pages, encrypted with the key. */
export function setBackLines(workshop: Workshop): readonly Line[] {
  const inScene = async (work: (scene: Scene) => Promise<Outcome>): Promise<Outcome> => {
    const scene = workshop.scene(true);
    try {
      return await work(scene);
    } finally {
      workshop.clear(scene);
    }
  };
  return [
    {
      fault: 'set back',
      promise: 'an older copy of the file, beside a newer witness: noticed, and nothing is signed',
      run: () => inScene(putFilesBack),
    },
    {
      fault: 'set back',
      promise: 'one page of an older copy: noticed, or nothing that is protected is other',
      run: () => inScene((scene) => putPagesBack(scene, one)),
    },
    {
      fault: 'set back',
      promise: 'two pages, or all pages, of an older index: noticed, or nothing protected is other',
      run: () => inScene((scene) => putPagesBack(scene, ofIndexes(workshop.isFull))),
    },
  ];
}

/** What is published and which settings tokens get; or the errors. */
async function published({ call }: FaultCore): Promise<readonly string[]> {
  const answers = [await call('settings:get', {}), await call('gateway:get', {})];
  return answers.map((answer) => (answer.ok ? JSON.stringify(answer.value) : codeOf(answer)));
}

/** A fixed time, so that the published text is the same each time. */
const at = Date.now();
const now = () => at;

/** An application that goes to the bin later: its token is withdrawn, not revoked. */
async function useAllAndMore(core: FaultCore): Promise<string> {
  await useAll(core);
  const { id: applicationId } = need(await makeApplication(core, 'Binned'));
  const request = { keyType: 'PRODUCTION' as const, validitySeconds: 3600, scopes: [] };
  need(await core.call('keys:generate', { applicationId, ...request }));
  return applicationId;
}

/** The closed file after each of several changes; the last one was witnessed. */
async function agesOf(home: string): Promise<readonly Buffer[]> {
  const binned = await withCore(home, useAllAndMore, now);
  const ages = [readFileSync(fileIn(home))];
  for (let age = 1; age <= AGES; age += 1) {
    await withCore(
      home,
      async (core) => {
        need(await signIn(core));
        need(await core.call('settings:update', { issuer: `urn:age:${age}` }));
        const kept = need(await core.call('token:list', { limit: 500 }));
        const live = kept.tokens.find(({ revokedAt }) => revokedAt === null);
        if (age === 1 && live !== undefined) {
          need(await core.call('token:revoke', { ids: [live.id] }));
        }
        if (age === 2) need(await core.call('application:delete', { id: binned }));
      },
      now,
    );
    ages.push(readFileSync(fileIn(home)));
  }
  return ages;
}

async function putFilesBack({ home }: Scene): Promise<Outcome> {
  const ages = await agesOf(home);
  const cases = ages.slice(0, -1).map((bytes, age) => {
    const trial = () =>
      tryWith(home, bytes, async (core) => {
        const state = need(await core.call('workspace:state', {}));
        if (state.doubt?.code !== 'seal/older') return `not noticed: ${state.doubt?.code}`;
        const signed = await signatures(core);
        return signed === 'seal/older' ? null : `a signature was answered with ${signed}`;
      });
    return [`age ${age}`, trial] as const;
  });
  return tryEach(new Map(cases));
}

const page = (bytes: Buffer, nth: number): Buffer =>
  bytes.subarray(nth * PAGE_BYTES, (nth + 1) * PAGE_BYTES);

/** Which pages are put back together, by a name. Pages are counted from 0. */
type Together = (
  home: string,
  changed: readonly number[],
) => Promise<readonly (readonly [string, readonly number[]])[]>;

const one: Together = async (_home, changed) =>
  changed.map((nth) => [`page ${nth + 1}`, [nth]] as const);

const pageRows = z.array(z.object({ name: z.string(), table: z.string(), page: z.number() }));

/** All pages of each index, of all indexes of a table, and of all at once; and each two pages. */
const ofIndexes =
  (isFull: boolean): Together =>
  async (home, changed) => {
    const db = connect(fileIn(home), await dataKeyOf(home), { readonly: true });
    try {
      const sql = `SELECT i.name, i.tbl_name AS "table", d.pageno - 1 AS page
        FROM dbstat d JOIN sqlite_schema i ON i.name = d.name WHERE i.type = 'index'`;
      const pages = pageRows
        .parse(db.prepare(sql).all())
        .filter(({ page: nth }) => changed.includes(nth));
      const groups = [
        ...Map.groupBy(pages, ({ name }) => name),
        ...Map.groupBy(pages, ({ table }) => `all indexes of ${table}`),
        ['all indexes', pages] as const,
      ];
      const paired = pages.filter(({ name }) => isFull || name.startsWith('token_refused'));
      return [
        ...groups.map(([name, of]) => [name, of.map(({ page: nth }) => nth)] as const),
        ...paired.flatMap((first, at) =>
          paired
            .slice(at + 1)
            .map((next) => [`${first.name}, ${next.name}`, [first.page, next.page]] as const),
        ),
      ];
    } finally {
      db.close();
    }
  };

async function putPagesBack({ home }: Scene, together: Together): Promise<Outcome> {
  const [oldest = Buffer.of()] = await agesOf(home);
  const expected = await withCore(
    home,
    async (core) => {
      need(await signIn(core));
      return published(core);
    },
    now,
  );
  // The file that the newest witness knows: an earlier one would be noticed as a whole.
  const newest = readFileSync(fileIn(home));
  // Excludes the last page, which has the key slots. The first page identifies the file.
  const pages = Math.min(newest.length, oldest.length) / PAGE_BYTES - 1;
  const changed = Array.from({ length: pages }, (_, nth) => nth).filter(
    (nth) => !page(newest, nth).equals(page(oldest, nth)),
  );
  const cases = (await together(home, changed)).map(([name, back]) => {
    const mixed = Buffer.from(newest);
    for (const nth of back) page(oldest, nth).copy(mixed, nth * PAGE_BYTES);
    const trial = () => tryWith(home, mixed, (core) => noticed(core, expected));
    return [name, trial] as const;
  });
  return tryEach(new Map(cases));
}

async function noticed(core: FaultCore, expected: readonly string[]): Promise<string | null> {
  const state = need(await core.call('workspace:state', {}));
  if (state.doubt !== null) {
    const signed = await signatures(core);
    return /^seal\/[a-z]+$/.test(signed) ? null : `in doubt, and yet it signs: ${signed}`;
  }
  const found = await published(core);
  const wrong = found.find((text, nth) => text.startsWith('{') && text !== expected[nth]);
  return wrong === undefined ? null : `not noticed: ${wrong.slice(0, 200)}`;
}

/** Replaces the file's bytes. A file that doesn't open at all counts as detected. */
async function tryWith(
  home: string,
  bytes: Buffer,
  look: (core: FaultCore) => Promise<string | null>,
): Promise<string | null> {
  const tried = `${home}-tried`;
  cpSync(home, tried, { recursive: true });
  try {
    writeFileSync(fileIn(tried), bytes);
    return await withCore(
      tried,
      async (core) => {
        const entered = codeOf(await signIn(core));
        if (entered === 'done') return look(core);
        return entered === 'internal' ? 'a defect: internal' : null;
      },
      now,
    );
  } finally {
    rmSync(tried, { recursive: true, force: true });
  }
}

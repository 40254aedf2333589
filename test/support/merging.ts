import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCipher } from '../../electron/base/crypto/cipher.ts';
import type { ReadableDb } from '../../electron/base/database/database.ts';
import type { Core } from '../../electron/core/core.ts';
import {
  columnsOf,
  keyOf,
  type MergedTable,
  mergedTables,
  type Row,
  rowsIn,
} from '../../electron/features/merge/tables.ts';
import { enter, openCore, PASSPHRASE, startCore, temporaryDirectory } from './core.ts';
import { dataKeyOf, openBeside } from './data-key.ts';
import { makePetshop } from './workspace.ts';

/** Seeded random numbers, the same in every run. */
function dice(seed: number): (end: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % end;
  };
}

type Give = (channel: string, input: unknown) => Promise<Record<string, unknown>>;

export const giveOf =
  (core: Core): Give =>
  async (channel, input) => {
    const result = await core.call(channel, input);
    return (result.ok ? (result.value ?? {}) : {}) as Record<string, unknown>;
  };

const scopeOf = (at: number) => ({ name: `scope${at}`, displayName: '', description: '' });

/** A random action of a person; refusals are ignored. */
async function step(give: Give, roll: (end: number) => number, nth: number): Promise<void> {
  const rowsIn = async (channel: string, list: string, input: unknown = {}) => {
    const answer = await give(channel, input);
    const found = (Array.isArray(answer) ? answer : (answer[list] ?? [])) as {
      id: string;
      kind?: string;
      name?: string;
    }[];
    return found;
  };
  const applications = await rowsIn('application:list', 'applications', { limit: 100 });
  const tokens = await rowsIn('token:list', 'tokens', { limit: 100 });
  const [application, token] = [
    applications[roll(Math.max(1, applications.length))],
    tokens[roll(Math.max(1, tokens.length))],
  ];
  const issue = {
    keyType: roll(2) === 0 ? 'PRODUCTION' : 'SANDBOX',
    validitySeconds: 3600,
    scopes: [],
  };
  const steps = [
    () =>
      give('application:create', {
        name: `New ${roll(4)}`,
        description: '',
        perTokenQuota: 'Unlimited',
      }),
    () => give('keys:generate', { applicationId: application?.id, ...issue }),
    () => give('token:revoke', { ids: [token?.id] }),
    () => give('settings:update', { issuer: `urn:issuer:${nth}` }),
    () =>
      give('application:update', {
        id: application?.id,
        name: `Renamed ${roll(3)}`,
        description: `by ${nth}`,
        perTokenQuota: '10PerMin',
      }),
    () => give('application:delete', { id: application?.id }),
    async () => {
      const binned = await rowsIn('bin:list', 'entries', { limit: 100 });
      const entry = binned[roll(Math.max(1, binned.length))];
      const does = roll(2) === 0 ? 'bin:purge' : 'bin:restore';
      await give(does, { kind: entry?.kind ?? 'application', id: entry?.id });
    },
    () =>
      give('business-plan:create', {
        name: `Plan ${roll(3)}`,
        description: '',
        requestsPerMinute: 5,
      }),
    async () => {
      // What one copy gives away, another item of it may take.
      const other = applications[roll(Math.max(1, applications.length))];
      const rest = { description: `swapped by ${nth}`, perTokenQuota: 'Unlimited' };
      for (const [id, name] of [
        [application?.id, 'Between'],
        [other?.id, application?.name],
        [application?.id, other?.name],
      ] as const) {
        await give('application:update', { id, name, ...rest });
      }
    },
    async () => {
      const plans = await rowsIn('business-plan:list', 'plans');
      const plan = plans[roll(Math.max(1, plans.length))];
      const draft = { name: `Plan ${roll(3)}`, description: `by ${nth}`, requestsPerMinute: 7 };
      await give('business-plan:update', { id: plan?.id, ...draft });
    },
    () => give('signing-key:create', { algorithm: roll(2) === 0 ? 'ES256' : 'EdDSA' }),
    async () => {
      const keys = (await rowsIn('signing-key:list', 'keys')) as { id: string; state?: string }[];
      const next = keys.find(({ state }) => state === 'next')?.id ?? null;
      await give('signing-key:rotate', { algorithm: roll(2) === 0 ? 'ES256' : 'EdDSA', next });
    },
    async () => {
      const draft = {
        name: `Api ${roll(2)}`,
        version: '1',
        context: `/api${roll(2)}`,
        provider: '',
        description: `by ${nth}`,
        scopes: [scopeOf(roll(2)), scopeOf(2 + roll(2))],
      };
      const plans = await rowsIn('business-plan:list', 'plans');
      const businessPlanIds = plans.slice(0, 1 + roll(2)).map(({ id }) => id);
      const apis = await rowsIn('api:list', 'apis', { limit: 100 });
      const api = apis[roll(apis.length + 1)];
      if (api === undefined) await give('api:create', { ...draft, businessPlanIds });
      else if (roll(3) === 0) await give('api:delete', { id: api.id });
      else await give('api:update', { id: api.id, ...draft, businessPlanIds });
    },
    async () => {
      const [api] = await rowsIn('api:list', 'apis', { limit: 1 });
      const plans = await rowsIn('business-plan:list', 'plans');
      const businessPlanId = plans[roll(Math.max(1, plans.length))]?.id;
      const of = { applicationId: application?.id };
      const subscribed = await rowsIn('subscription:list', 'subscriptions', of);
      const [subscription] = subscribed;
      const does = subscription === undefined ? 0 : roll(3);
      if (does === 0) {
        await give('subscription:create', { ...of, choices: [{ apiId: api?.id, businessPlanId }] });
      } else if (does === 1) await give('subscription:delete', { id: subscription?.id });
      else await give('subscription:change-plan', { id: subscription?.id, businessPlanId });
    },
    () =>
      give('saved-filter:save', {
        name: `Filter ${roll(2)}`,
        filter: { search: `by ${nth}` },
      }),
    () =>
      give('token:regenerate', {
        applicationId: application?.id,
        ...issue,
        replaces: token?.id,
        revoke: true,
      }),
  ];
  await steps[roll(steps.length)]?.();
}

/** Two copies of one workspace, each with its own history. */
export async function diverged(seed: number) {
  const start = await startCore();
  await makePetshop(start);
  await start.give('workspace:lock', {});
  const homes = ['one', 'other'].map((name) => join(temporaryDirectory(), name));
  for (const [side, home] of homes.entries()) {
    cpSync(start.home, home, { recursive: true });
    let now = start.clock.now + 60_000 + side * 500;
    const core = openCore(home, { now: () => now });
    await enter(core);
    const roll = dice(seed * 2 + side);
    for (let nth = 0; nth < 16; nth += 1) {
      now += 1000 + roll(5000);
      await step(giveOf(core), roll, seed * 100 + side * 50 + nth);
    }
    await core.close();
  }
  return { homes: homes as [string, string], now: start.clock.now + 3_600_000 };
}

type Tables = Readonly<Record<MergedTable, readonly Row[]>>;

export async function tablesIn(home: string): Promise<Tables> {
  const db = (await openBeside(home, { readonly: true })) as unknown as ReadableDb;
  try {
    const side = { db, cipher: createCipher(await dataKeyOf(home)) };
    const tables = mergedTables.map((table) => [table, [...rowsIn(side, table)]]);
    return Object.fromEntries(tables) as Tables;
  } finally {
    db.close();
  }
}

/** What a merge writes down itself, and what the test does in between. */
const isAfter = (row: Row, now: number): boolean =>
  [row['at'], row['last_used_at']].some((at) => typeof at === 'number' && at >= now);

/** A workspace's content until `now`, without the counters of each file. */
export function contentOf(tables: Tables, now = Number.MAX_SAFE_INTEGER) {
  return Object.fromEntries(
    mergedTables.map((table) => [
      table,
      tables[table]
        .filter((row) => !isAfter(row, now))
        .map((row) => JSON.stringify(columnsOf(table).map((column) => row[column] ?? null)))
        .toSorted(),
    ]),
  );
}

export const idsIn = (tables: Tables, table: 'token' | 'application'): readonly string[] =>
  tables[table].map((row) => keyOf(table, row));

export const refusedIn = (tables: Tables): readonly string[] => [
  ...tables.token
    .filter((row) => row['revoked_at'] !== null || row['withdrawn_at'] !== null)
    .map((row) => String(row['id'])),
  ...tables.purged_token.map((row) => String(row['id'])),
];

/** Signs in to `home` and merges a copy of `from` into it. */
export async function mergeIn(home: string, from: string, now: number) {
  const copy = join(temporaryDirectory(), 'copy.latchkey');
  cpSync(join(from, 'workspace.latchkey'), copy);
  const core = openCore(home, { now: () => now });
  onTestFinished(() => core.close());
  await enter(core);
  const typed = { passphrase: PASSPHRASE };
  const paths = { paths: [copy] };
  const preview = await core.call('merge:preview', typed, paths);
  const merged = await core.call('merge:run', typed, paths);
  return { core, preview, merged };
}

export const namesOf = (tables: Tables) =>
  new Map(tables.application.map((row) => [row['id'], row['name']]));

const nothing = { added: 0, changed: 0 };
export const noChange = {
  applications: nothing,
  apis: nothing,
  tokens: nothing,
  revocations: nothing,
  entries: nothing,
  others: nothing,
};

import { apiSorts } from '../../shared/domain/api.ts';
import { applicationSorts } from '../../shared/domain/application.ts';
import { type TokenFilter, tokenSorts } from '../../shared/domain/token-filter.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { measureAgainst, type Row, rowOf } from './measure.ts';
import type { Opened } from './opened.ts';
import { type Cost, keepCosts } from './picture.ts';

/** Limits for the 95th percentile of each query, in milliseconds. */
export const LIMITS = { list: 20, search: 30, 'list of stale tokens': 20, count: 1000 } as const;
type Kind = keyof typeof LIMITS;
const KINDS = Object.keys(LIMITS) as readonly Kind[];

/** How often each is asked at most: those that may take seconds, less often. */
const TIMES: Readonly<Record<Kind, number>> = {
  list: 20,
  search: 20,
  'list of stale tokens': 1,
  count: 1,
};
/** The same with `--quick`. */
const QUICK_TIMES = 5;

/** Rows before the hundredth page. */
const DEEP = 9900;

type At = (row: string) => string;

/** A call that a screen makes, and its words in the table. */
interface Question {
  readonly kind: Kind;
  readonly what: string;
  readonly ask: () => Promise<unknown>;
}

/**
 * The slowest list, search and count.
 *
 * @param tokens of the workspace, for the picture of costs by size.
 * @param isQuick compares the processor's time per call, which other programs don't change.
 */
export async function lists(
  opened: Opened,
  tokens: number,
  at: At,
  isQuick: boolean,
): Promise<readonly Row[]> {
  const costs: Cost[] = [];
  const slowest = new Map(KINDS.map((kind) => [kind, { ms: 0, what: '' }]));
  for (const { kind, what, ask } of await questions(opened)) {
    const times = isQuick ? Math.min(QUICK_TIMES, TIMES[kind]) : TIMES[kind];
    const { p95, cpu } = await measureAgainst(LIMITS[kind], times, ask);
    costs.push({ kind, what, ms: cpu });
    const ms = isQuick ? cpu : p95;
    if (ms > (slowest.get(kind)?.ms ?? 0)) slowest.set(kind, { ms, what });
  }
  keepCosts(tokens, costs);
  const unit = isQuick ? 'processor time' : 'p95';
  return [...slowest].map(([kind, { ms, what }]) =>
    rowOf(at(`any ${kind}, ${unit}, the slowest: ${what}`), {
      figure: ms,
      limit: LIMITS[kind],
      goal: 1,
    }),
  );
}

export async function questions({ give }: Opened): Promise<readonly Question[]> {
  const all: Question[] = [];
  for (const search of [undefined, 'orchard', 'zzz none', 'be']) {
    const kind = search === undefined ? 'list' : 'search';
    const found = search === undefined ? {} : { search };
    const add = (what: string, input: object, ask: () => Promise<unknown>): void => {
      all.push({ kind, what: `${what} ${JSON.stringify(input)}`, ask });
    };
    for (const sort of applicationSorts) {
      for (const skip of [0, DEEP]) {
        const input = { sort, skip, ...found };
        add('applications', input, () => give('application:list', input));
      }
    }
    for (const sort of apiSorts) {
      const input = { sort, ...found };
      add('APIs', input, () => give('api:list', input));
    }
    for (const filter of search === undefined ? tokenFilters() : searchFilters()) {
      const input = { limit: 100, ...filter, ...found };
      add('tokens', input, () => give('token:list', input));
    }
    for (const sort of sorts) {
      const input = { limit: 100, sort, ...found };
      add('tokens', input, () => give('token:list', input));
    }
    const input = { limit: 100, ...found };
    add('activity', input, () => give('activity:list', input));
  }
  for (const input of await deepPages(give)) {
    const what = `tokens, the hundredth page ${JSON.stringify(input.sort ?? {})}`;
    all.push({ kind: 'list', what, ask: () => give('token:list', input) });
  }
  for (const stale of [{ stale: true }, { stale: true, state: 'active' }] as const) {
    const what = `tokens ${JSON.stringify(stale)}`;
    const ask = () => give('token:list', { limit: 100, ...stale });
    all.push({ kind: 'list of stale tokens', what, ask });
  }
  for (const filter of [...tokenFilters(), { stale: true }, { search: 'orchard' }]) {
    const what = `of tokens ${JSON.stringify(filter)}`;
    all.push({ kind: 'count', what, ask: () => give('token:count', filter) });
  }
  const channels = ['bin:list', 'business-plan:list', 'gateway:get'] as const;
  return [
    ...all,
    ...channels.map((what) => ({ kind: 'list', what, ask: () => give(what, {}) }) as const),
  ];
}

/** Filters for which most tokens, few or none are found. */
function tokenFilters(): readonly TokenFilter[] {
  const now = Date.now();
  const ended = ['active', 'expired', 'revoked'] as const;
  return [
    ...searchFilters(),
    ...ended.map((state) => ({ state, profile: 'lean' }) as const),
    { keyType: 'PRODUCTION' },
    { neverExpires: false },
    { expiring: true },
    { current: true },
    { current: false },
    { kid: 'none' },
    { consumerKey: 'none' },
    { profile: 'standard' },
    { profile: 'lean' },
    { issuedFrom: now },
    { issuedBefore: 1 },
    { expiresBefore: 1 },
    { expiresBefore: now },
  ];
}

function searchFilters(): readonly TokenFilter[] {
  return ([undefined, 'active', 'expired', 'revoked'] as const).flatMap((state) =>
    ([{}, { neverExpires: true }, { keyType: 'SANDBOX' }] as const).map((more) =>
      Object.assign(state === undefined ? {} : { state }, more),
    ),
  );
}

const sorts = [
  undefined,
  ...tokenSorts.flatMap((by) =>
    (['ascending', 'descending'] as const).map((direction) => ({ by, direction })),
  ),
];

/** Each order of the ledger, after its first 9,900 tokens. */
async function deepPages(give: Opened['give']): Promise<readonly Input<'token:list'>[]> {
  const pages: Input<'token:list'>[] = [];
  for (const sort of sorts) {
    let after: Input<'token:list'>['after'];
    for (let seen = 0; seen < DEEP; seen += 450) {
      const input = { limit: 450, sort, ...(after && { after }) };
      const { tokens, more } = await give('token:list', input);
      if (!more) break;
      after = tokens.at(-1)?.id;
    }
    pages.push({ limit: 100, sort, ...(after && { after }) });
  }
  return pages;
}

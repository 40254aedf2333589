import type { ApiSummary } from '../../shared/domain/api.ts';
import type { ApplicationSummary } from '../../shared/domain/application.ts';
import { folded, orderKey, searchWords } from '../../shared/domain/text.ts';
import { tokenState } from '../../shared/domain/token.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/result.ts';
import type { Answers } from './fake-bridge.ts';

type Asked = Pick<Parsed<'application:list'>, 'search' | 'name' | 'skip' | 'limit'> & {
  readonly after?: string | undefined;
};

function pageOf<T extends { readonly id: string; readonly name: string }>(
  items: readonly T[],
  { search = '', name, after, skip = 0, limit }: Asked,
  text: (item: T) => string,
): readonly T[] {
  const words = searchWords(search);
  const found = items.filter(
    (item) =>
      words.every((word) => folded(text(item)).includes(word)) &&
      (name === undefined || folded(item.name) === folded(name)),
  );
  const from = after === undefined ? 0 : 1 + found.findIndex(({ id }) => id === after);
  return found.slice(from + skip, from + skip + limit);
}

const byName = (one: { name: string }, other: { name: string }): number =>
  orderKey(one.name) < orderKey(other.name) ? -1 : 1;

function endOf({ production }: ApplicationSummary): number {
  if (production === null || production.neverExpires) return Number.MAX_VALUE;
  return tokenState(production, Date.now()) === 'active' ? production.expiresAt : Number.MAX_VALUE;
}

const applicationOrders = {
  name: byName,
  newest: (one: ApplicationSummary, other: ApplicationSummary) => other.createdAt - one.createdAt,
  changed: (one: ApplicationSummary, other: ApplicationSummary) => other.updatedAt - one.updatedAt,
  expires: (one: ApplicationSummary, other: ApplicationSummary) =>
    endOf(one) - endOf(other) || byName(one, other),
};

/** What the program answers about these applications, page by page. */
export function applicationAnswers(applications: () => readonly ApplicationSummary[]): Answers {
  const found = (asked: Parsed<'application:list'>) =>
    pageOf(
      applications().toSorted(applicationOrders[asked.sort ?? 'name']),
      asked,
      ({ name, description }) => `${name}\n${description}`,
    );
  return {
    'application:list': (asked) => ok(found(asked)),
    'application:count': ({ search }) => ok(found({ search, limit: Number.MAX_VALUE }).length),
  };
}

const apiOrders = {
  name: (one: ApiSummary, other: ApiSummary) =>
    orderKey(one.name, one.version) < orderKey(other.name, other.version) ? -1 : 1,
  context: (one: ApiSummary, other: ApiSummary) => (one.context < other.context ? -1 : 1),
  used: (one: ApiSummary, other: ApiSummary) => other.applicationCount - one.applicationCount,
  changed: (one: ApiSummary, other: ApiSummary) => other.updatedAt - one.updatedAt,
};

/** What the program answers about these APIs, page by page. */
export function apiAnswers(apis: () => readonly ApiSummary[]): Answers {
  const found = (asked: Parsed<'api:list'>) =>
    pageOf(
      apis()
        .filter(({ id }) => asked.ids === undefined || asked.ids.includes(id))
        .toSorted(apiOrders[asked.sort ?? 'name']),
      asked,
      ({ name, version, context, provider }) => [name, version, context, provider].join('\n'),
    );
  return {
    'api:list': (asked) => ok(found(asked)),
    'api:count': ({ search, businessPlanId }) =>
      ok(
        found({ search, limit: Number.MAX_VALUE }).filter(
          (api) => businessPlanId === undefined || api.businessPlanIds.includes(businessPlanId),
        ).length,
      ),
    'api:like': () => ok(apis()),
  };
}

import { Boxes } from 'lucide-react';
import { useState } from 'react';
import type { ApiSummary } from '../../../shared/domain/api.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { ApiId, BusinessPlanId } from '../../../shared/domain/ids.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel, usePages } from '../../program/calls.ts';
import { runCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import { useDraft } from '../../program/drafts.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NoMatch } from '../../ui/no-match.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { type Offer, offersOf } from './offers.ts';
import css from './subscribe-dialog.module.css';
import { SubscribeRow } from './subscribe-row.tsx';

/** Drawn at once; the search narrows better than scrolling. */
const STEP = 50;
/** The contract's limit per call, and for one page of APIs. */
const MOST_CHOSEN = 1000;
const PAGE = 500;

interface SubscribeDraft {
  /** The plan for each API that is chosen, in the order of choosing. */
  readonly chosen: readonly { readonly apiId: ApiId; readonly businessPlanId: BusinessPlanId }[];
}

const nothing: SubscribeDraft = { chosen: [] };

type SubscribeDialogProps = Readonly<{
  application: Application;
  subscriptions: readonly Subscription[];
  onClose: () => void;
}>;

/** Subscribes to several APIs at once, each with a business plan; all or none. */
export function SubscribeDialog({ application, subscriptions, onClose }: SubscribeDialogProps) {
  const count = useChannel('api:count', {}).data;
  const plans = useChannel('business-plan:list', {}).data;
  const { run, pending, ifHere } = useAction('subscription:create');
  const { draft, change, clear } = useDraft(`subscribe:${application.id}`, nothing);
  const errors = useFieldErrors();
  const [search, setSearch] = useState('');
  const asked = useDebounced(search).trim();
  const pages = usePages('api:list', { limit: STEP, search: asked }, afterLast);
  const total = useChannel('api:count', { search: asked }).data ?? 0;
  const chosenIds = draft.chosen.slice(0, MOST_CHOSEN).map(({ apiId }) => apiId);
  const picked = useChannel('api:list', { ids: chosenIds }, { keepPrevious: true }).data;
  const title = t('subscribe.title', { application: application.name });

  if (count === undefined || plans === undefined || picked === undefined) return null;
  if (count === 0) return <NoApis title={title} onClose={onClose} />;

  const known = { plans, subscriptions };
  const shown = pages.data?.pages.flat() ?? [];
  // Rows with errors stay on screen, whether or not they match the search.
  const faulty = picked.filter(
    ({ id }) => errors.at(id) !== undefined && !shown.some((api) => api.id === id),
  );
  const found = offersOf({ apis: [...faulty, ...shown], ...known });
  const offers = [...found, ...offersOf({ apis: picked, ...known })];
  const gone = new Set(chosenIds).difference(new Set(offers.map(({ api }) => api.id)));
  // The APIs may have changed since the draft was kept.
  const chosen = draft.chosen.filter(({ apiId, businessPlanId }) => {
    const offer = offers.find(({ api }) => api.id === apiId);
    return offer === undefined
      ? !gone.has(apiId)
      : offer.free.some((plan) => plan.id === businessPlanId);
  });

  function choose(offer: Offer, businessPlanId: BusinessPlanId | null): void {
    const apiId = offer.api.id;
    errors.forget(apiId);
    change({
      chosen:
        businessPlanId === null
          ? chosen.filter((choice) => choice.apiId !== apiId)
          : [...chosen.filter((choice) => choice.apiId !== apiId), { apiId, businessPlanId }],
    });
  }

  async function chooseAll(): Promise<void> {
    const isChosen = new Set(chosen.map(({ apiId }) => apiId));
    const apis = await everyApi(asked);
    const more = offersOf({ apis, plans: plans ?? [], subscriptions }).flatMap(
      ({ api, free: [plan] }) =>
        plan === undefined || isChosen.has(api.id)
          ? []
          : [{ apiId: api.id, businessPlanId: plan.id }],
    );
    change({ chosen: [...chosen, ...more] });
  }

  async function submit(): Promise<void> {
    if (pending || chosen.length === 0) return;
    const result = await run({ applicationId: application.id, choices: [...chosen] });
    if (result.ok) {
      clear();
      ifHere(onClose);
      return;
    }
    const error = atItsApi(result.error, chosen);
    setSearch('');
    errors.show([error]);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      width="large"
      onSubmit={() => void submit()}
      footer={
        <>
          <output className={css['count']}>
            {chosen.length > 0 && t('subscribe.chosen', { count: chosen.length })}
          </output>
          <Button onPress={onClose}>{t('subscribe.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={pending}
            disabledReason={chosen.length === 0 ? t('subscribe.noneChosen') : undefined}
          >
            {t('subscribe.submit')}
          </Button>
        </>
      }
    >
      <div className={css['head']}>
        <div className={css['search']}>
          <SearchField
            label={t('subscribe.search')}
            value={search}
            onChange={setSearch}
            // Keeps Enter in the search from subscribing.
            onSubmit={() => undefined}
            autoFocus
          />
        </div>
        <Button variant="quiet" onPress={() => void chooseAll()}>
          {t('subscribe.selectAll')}
        </Button>
        <Button variant="quiet" onPress={() => change({ chosen: [] })}>
          {t('subscribe.selectNone')}
        </Button>
      </div>
      <FaultFocus errors={errors.all}>
        <OtherErrors errors={errors} fields={chosen.map(({ apiId }) => apiId)} />
        <ul className={css['rows']} aria-label={t('subscribe.apis')}>
          {found.map((offer) => (
            <SubscribeRow
              key={offer.api.id}
              offer={offer}
              chosen={chosen.find(({ apiId }) => apiId === offer.api.id)?.businessPlanId ?? null}
              onChoose={(plan) => choose(offer, plan)}
              errorMessage={errors.at(offer.api.id)}
            />
          ))}
        </ul>
        {found.length === 0 && pages.isSuccess && (
          <NoMatch text={t('subscribe.noMatch', { search })} onClear={() => setSearch('')} />
        )}
        {pages.hasNextPage && (
          <Button variant="quiet" onPress={() => void pages.fetchNextPage()}>
            {t('subscribe.more', { count: Math.max(1, total - shown.length) })}
          </Button>
        )}
      </FaultFocus>
    </Dialog>
  );
}

function afterLast(page: Output<'api:list'>): Partial<Input<'api:list'>> | undefined {
  const last = page.at(-1);
  return page.length === STEP && last !== undefined ? { after: last.id } : undefined;
}

/** All search results, up to the limit of one call. */
async function everyApi(search: string): Promise<readonly ApiSummary[]> {
  const apis: ApiSummary[] = [];
  for (let skip = 0; skip < MOST_CHOSEN; skip += PAGE) {
    const page = await window.latchkey.call('api:list', { search, skip, limit: PAGE });
    if (!page.ok) return apis;
    apis.push(...page.value);
    if (page.value.length < PAGE) break;
  }
  return apis;
}

/** The program names the choice by its place in the list: `choices.2`. */
function atItsApi(error: AppError, chosen: SubscribeDraft['chosen']): AppError {
  const place = /^choices\.(\d+)/.exec(error.field ?? '')?.[1];
  const apiId = place === undefined ? undefined : chosen[Number(place)]?.apiId;
  return apiId === undefined ? error : { ...error, field: apiId };
}

function NoApis({ title, onClose }: Readonly<{ title: string; onClose: () => void }>) {
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <EmptyState
        icon={Boxes}
        title={t('subscribe.noApisTitle')}
        text={t('subscribe.noApis')}
        action={
          <Button
            variant="primary"
            onPress={() => {
              onClose();
              runCommand('api.import');
            }}
          >
            {t('subscribe.importApis')}
          </Button>
        }
      />
    </Dialog>
  );
}

import { Search } from 'lucide-react';
import { shortcutOf } from '../../../shared/commands.ts';
import type { HomeView } from '../../../shared/domain/home.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatShortcut } from '../../format/shortcut.ts';
import { formatToday } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { runCommand } from '../../program/commands.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { SearchButton } from '../../ui/search-button.tsx';
import { PageBody } from '../../ui/section.tsx';
import { useNow, useNowUntil } from '../../ui/use-now.ts';
import { Attention } from './attention.tsx';
import { ExpiryScale } from './expiry-scale.tsx';
import { Favourites } from './favourites.tsx';
import { FirstSteps, useFirstSteps } from './first-steps.tsx';
import css from './home.module.css';
import { Recent } from './recent.tsx';
import { useHome } from './use-home.ts';
import { WorkspaceFacts } from './workspace-facts.tsx';

/** The first page: what needs attention, what was used last, and what expires when. */
export function Home() {
  const { data: view, error } = useHome();
  const steps = useFirstSteps(view);
  const now = useNow(60_000);
  const platform = useChannel('program:info', {}).data?.platform ?? 'other';
  const isFirst = steps !== null && steps.done < 3;
  return (
    <>
      <PageHeader
        title={t('frame.pages.home')}
        subtitle={formatToday(now)}
        actions={
          !isFirst && (
            <SearchButton
              icon={Search}
              label={t('home.find')}
              shortcut={formatShortcut(shortcutOf('palette'), platform)}
              onPress={() => runCommand('palette')}
              autoFocus
            />
          )
        }
      />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {(view === undefined || steps === null) && error === null && (
          <Placeholder label={t('frame.loading')} lines={8} />
        )}
        {view !== undefined && isFirst && <FirstSteps progress={steps} />}
        {view !== undefined && steps !== null && !isFirst && <Overview view={view} />}
      </PageBody>
    </>
  );
}

function Overview({ view }: Readonly<{ view: HomeView }>) {
  const ends = view.soon.map(({ expiresAt }) => expiresAt);
  // A clock that ticks each minute can be behind the moment of the counts.
  const now = Math.max(useNowUntil(ends), view.at);
  return (
    <>
      <ExpiryScale view={view} now={now} />
      <div className={css['columns']}>
        <div className={css['column']}>
          <Attention view={view} now={now} />
        </div>
        <div className={`${css['column']} ${css['quick']}`}>
          <Favourites />
          <Recent view={view} />
        </div>
      </div>
      <WorkspaceFacts view={view} />
    </>
  );
}

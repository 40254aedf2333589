import { Layers } from 'lucide-react';
import { apiTitle } from '../../../shared/domain/api.ts';
import type { KeysView } from '../../../shared/domain/keys.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { openTab } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { CardRow, CardRows } from '../../ui/card.tsx';
import { Section } from '../../ui/section.tsx';
import { Tile } from '../../ui/tile.tsx';
import css from './gives-access.module.css';
import type { KeysOfProps } from './keys-of-props.ts';

/** APIs and scopes that are shown; Subscriptions has all. */
const MOST_APIS = 6;
const MOST_SCOPES = 3;

type GivesAccessProps = Pick<KeysOfProps, 'application'> &
  Readonly<{ view: KeysView; token: TokenSummary }>;

/** The subscribed APIs: what the token opens of each, or that it lacks it. */
export function GivesAccess({ application, view, token }: GivesAccessProps) {
  const { data = [] } = useChannel('subscription:list', { applicationId: application.id });
  const granted = new Set(token.scopes);
  const lacking = new Set(view.coverage.added);
  return (
    <Section
      title={t('keys.givesAccess')}
      isWide
      actions={
        data.length > MOST_APIS && (
          <Button variant="quiet" size="small" onPress={() => openTab('subscriptions')}>
            {t('keys.allApis', { count: data.length })}
          </Button>
        )
      }
    >
      <CardRows label={t('keys.givesAccess')}>
        {data.slice(0, MOST_APIS).map((subscription) => {
          const { id, apiName, apiVersion, businessPlanName } = subscription;
          const title = apiTitle({ name: apiName, version: apiVersion });
          const scopes = view.scopes
            .filter(({ name, apis }) => granted.has(name) && apis.includes(title))
            .map(({ name }) => name);
          return (
            <CardRow
              key={id}
              isLow
              mark={<Tile name={apiName} size="small" />}
              title={
                <>
                  <bdi>{apiName}</bdi> <span className={css['version']}>{apiVersion}</span>
                </>
              }
            >
              {lacking.has(title) ? (
                <span className={css['lacking']}>
                  <Layers size={14} strokeWidth={1.75} aria-hidden />
                  {t('keys.notInToken')}
                </span>
              ) : (
                <>
                  {scopes.slice(0, MOST_SCOPES).map((name) => (
                    <code key={name} className={css['scope']} dir="ltr">
                      {name}
                    </code>
                  ))}
                  {scopes.length > MOST_SCOPES && (
                    <span className={css['plan']} title={scopes.join(' ')}>
                      {t('keys.moreScopes', { count: scopes.length - MOST_SCOPES })}
                    </span>
                  )}
                  <span className={css['plan']}>{businessPlanName}</span>
                </>
              )}
            </CardRow>
          );
        })}
        {data.length === 0 && <CardRow isLow title={t('keys.noApis')} />}
      </CardRows>
    </Section>
  );
}

import { Copy } from 'lucide-react';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { CardRow, CardRows } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Tile } from '../../ui/tile.tsx';
import { copyProductionToken } from '../applications/copy-production-token.ts';
import { TokenTime } from '../tokens/token-expiry.tsx';
import { HomeSection } from './home-section.tsx';

/** More than this would push recent tokens off the page. */
const MOST = 8;

/** The applications that were marked, each with Copy; nothing if none was. */
export function Favourites() {
  const { data = [] } = useChannel('application:list', { favourite: true, limit: MOST });
  if (data.length === 0) return null;
  return (
    <HomeSection title={t('home.favourites')}>
      <CardRows label={t('home.favourites')}>
        {data.map((application) => {
          const { id, name, subscriptionCount, production } = application;
          return (
            <CardRow
              key={id}
              mark={<Tile name={name} />}
              title={
                <LinkButton variant="plain" onPress={() => openApplication(id)}>
                  <bdi>{name}</bdi>
                </LinkButton>
              }
              subtitle={`${t('keyTypes.PRODUCTION')} · ${t('application.facts', { count: subscriptionCount })}`}
            >
              <TokenTime token={production} />
              <Button
                variant="soft"
                size="small"
                icon={Copy}
                aria-label={t('home.copyOf', { owner: ownerName(name, 'PRODUCTION') })}
                disabledReason={production === null ? t('timeLeft.noKeys') : undefined}
                onPress={() => void copyProductionToken(application)}
              >
                {t('ui.copy')}
              </Button>
            </CardRow>
          );
        })}
      </CardRows>
    </HomeSection>
  );
}

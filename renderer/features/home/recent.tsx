import { Copy } from 'lucide-react';
import type { HomeView } from '../../../shared/domain/home.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { formatRelative } from '../../format/time.ts';
import { keysTabs, openApplication } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardRow, CardRows } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Tile } from '../../ui/tile.tsx';
import { useNow } from '../../ui/use-now.ts';
import { copyToken } from '../tokens/copy-token.ts';
import { regenerateSame } from '../tokens/regenerate-same.ts';
import { TokenTime } from '../tokens/token-expiry.tsx';
import css from './home.module.css';
import { HomeSection } from './home-section.tsx';

/** The tokens that were used last, each with Copy. */
export function Recent({ view }: Readonly<{ view: HomeView }>) {
  const now = useNow(60_000);
  return (
    <HomeSection title={t('home.recent')}>
      {view.recent.length === 0 ? (
        <Card>
          <p className={css['all']}>{t('home.noRecent')}</p>
        </Card>
      ) : (
        <CardRows label={t('home.recent')}>
          {view.recent.map(({ token, usedAt, isCopied }) => {
            const { applicationId, applicationName, keyType } = token;
            const owner = ownerName(applicationName, keyType);
            const when = formatRelative(Math.min(usedAt, now), now);
            return (
              <CardRow
                key={token.keysId}
                mark={<Tile name={applicationName} />}
                title={
                  <LinkButton
                    variant="plain"
                    onPress={() => openApplication(applicationId, keysTabs[keyType])}
                  >
                    <bdi>{applicationName}</bdi>
                  </LinkButton>
                }
                subtitle={t(isCopied ? 'home.copied' : 'home.revealed', {
                  keyType: t(`keyTypes.${keyType}`),
                  when,
                })}
              >
                <TokenTime token={token} />
                <Button
                  variant="soft"
                  size="small"
                  icon={Copy}
                  aria-label={t('home.copyOf', { owner })}
                  onPress={() =>
                    void copyToken(token, {
                      label: t('issue.regenerate'),
                      onPress: () => void regenerateSame(token),
                    })
                  }
                >
                  {t('ui.copy')}
                </Button>
              </CardRow>
            );
          })}
        </CardRows>
      )}
    </HomeSection>
  );
}

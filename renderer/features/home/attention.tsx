import type { HomeView } from '../../../shared/domain/home.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardRow, CardRows } from '../../ui/card.tsx';
import css from './home.module.css';
import { HomeSection } from './home-section.tsx';
import { useAttention } from './use-attention.ts';

/** What needs attention, most urgent first; one filled button per page. */
export function Attention({ view, now }: Readonly<{ view: HomeView; now: number }>) {
  const items = useAttention(view, now);
  return (
    <HomeSection
      title={t('home.attention')}
      note={items.length > 0 ? t('timeLeft.figure', { count: items.length }) : undefined}
    >
      {items.length === 0 ? (
        <Card>
          <p className={css['all']}>{t('home.allFine')}</p>
        </Card>
      ) : (
        <CardRows label={t('home.attention')}>
          {items.map(({ id, icon: Glyph, title, text, action, onPress }, index) => (
            <CardRow
              key={id}
              mark={<Glyph className={css['amber']} size={16} strokeWidth={1.75} aria-hidden />}
              title={title}
              subtitle={text}
            >
              <Button
                size="small"
                variant={index === 0 ? 'primary' : 'soft'}
                onPress={onPress}
                aria-label={`${action}: ${title}`}
              >
                {action}
              </Button>
            </CardRow>
          ))}
        </CardRows>
      )}
    </HomeSection>
  );
}

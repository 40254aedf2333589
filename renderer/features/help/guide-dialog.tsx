import { lazy, Suspense } from 'react';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { type GuidePage, guidePages } from './guide-pages.ts';
import { closeGuide, openGuide } from './guide-store.ts';
import css from './help.module.css';

/** Read from disk only when help is opened. */
const GuideText = lazy(async () => ({ default: (await import('./guide-text.tsx')).GuideText }));

/** The user guide, offline. */
export function GuideDialog({ page }: Readonly<{ page: GuidePage }>) {
  return (
    <Dialog
      isOpen
      onClose={closeGuide}
      width="large"
      title={t('command.help.guide')}
      footer={<Button onPress={closeGuide}>{t('ui.close')}</Button>}
    >
      <div className={css['guide']}>
        <nav className={css['pages']} aria-label={t('help.pages')}>
          {guidePages.map((one) => (
            <Button
              key={one}
              variant={one === page ? 'soft' : 'quiet'}
              size="small"
              onPress={() => openGuide(one)}
              isCurrent={one === page}
            >
              {t(`help.guide.${one}`)}
            </Button>
          ))}
        </nav>
        <article className={css['text']}>
          <Suspense fallback={<Placeholder label={t('frame.loading')} lines={8} />}>
            <GuideText key={page} page={page} />
          </Suspense>
        </article>
      </div>
    </Dialog>
  );
}

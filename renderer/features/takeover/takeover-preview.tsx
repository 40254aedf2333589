import { type TakeoverReview, takeoverCountsSchema } from '../../../shared/domain/takeover.ts';
import { region, t } from '../../../shared/words/words.ts';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './takeover.module.css';

type Count = keyof TakeoverReview['counts'];
const names = Object.keys(takeoverCountsSchema.shape) as Count[];

/** Whether there is anything to store. */
export function hasChanges({ counts }: TakeoverReview): boolean {
  return names.some((name) => name !== 'unchanged' && counts[name] > 0);
}

/** What importing the file would change, and what of it can't be imported. */
export function TakeoverPreview({
  review,
  file,
}: Readonly<{ review: TakeoverReview; file: string }>) {
  const { counts, applications, leftOut } = review;
  const found = names.filter((name) => counts[name] > 0);
  return (
    <>
      {hasChanges(review) ? (
        <p>{t('takeover.stays')}</p>
      ) : (
        <Notice tone="info" title={t('takeover.nothing', { file })} />
      )}
      {found.length > 0 && (
        <KeyValue
          items={found.map((name) => ({
            label: t(`takeover.counts.${name}`),
            value: counts[name].toLocaleString(region()),
          }))}
        />
      )}
      {counts.revocations > 0 && (
        <Notice tone="warning" title={t('takeover.revokes', { count: counts.revocations })}>
          {t('takeover.revokesText')}
        </Notice>
      )}
      {counts.foreign > 0 && (
        <Notice tone="warning" title={t('takeover.foreign', { count: counts.foreign })}>
          {t('takeover.foreignText')}
        </Notice>
      )}
      {applications.length > 0 && <Applications applications={applications} />}
      {leftOut.length > 0 && (
        <Notice tone="warning" title={t('takeover.left')}>
          <ul className={css['list']}>
            {leftOut.map(({ reason, count, examples }) => (
              <li key={reason} dir="auto">
                {t(`takeover.leftOut.${reason}`, { count, examples: examples.join(' · ') })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

/** With so many, the counts say enough. */
const SHOWN = 8;

function Applications({ applications }: Readonly<Pick<TakeoverReview, 'applications'>>) {
  const more = applications.length - SHOWN;
  return (
    <section>
      <h3 className={css['heading']}>{t('takeover.applications')}</h3>
      <ul className={css['list']}>
        {applications.slice(0, SHOWN).map(({ name, isNew, keys, ...rest }) => (
          <li key={name}>
            <bdi className={css['name']}>{name}</bdi>{' '}
            <span className={css['what']}>
              {t('takeover.application', {
                isNew: isNew ? 'yes' : 'other',
                tokens: rest.tokens,
                keys: keys.length,
                credentials: rest.credentials,
                subscriptions: rest.subscriptions,
                revocations: rest.revocations,
              })}
            </span>
          </li>
        ))}
        {more > 0 && <li>{t('takeover.more', { count: more })}</li>}
      </ul>
    </section>
  );
}

import { Table as TableIcon } from 'lucide-react';
import { useState } from 'react';
import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { formatDateTime, formatMonth } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import css from './signing-keys.module.css';
import { barsOf, monthsIn, placeIn, rangeOf } from './timeline.ts';
import { algorithmText, shortKid } from './words.ts';

type TimelineProps = Readonly<{ keys: readonly SigningKeyView[] }>;

/** When each key was published, signed, and verified: drawn, or as a table. */
export function KeyTimeline({ keys }: TimelineProps) {
  const [isTable, setTable] = useState(false);
  return (
    <Section
      title={t('signingKeys.rotation')}
      description={t('signingKeys.rotationText')}
      actions={
        <Button icon={TableIcon} variant="quiet" onPress={() => setTable(!isTable)}>
          {isTable ? t('signingKeys.asTimeline') : t('signingKeys.asTable')}
        </Button>
      }
      isWide
    >
      {isTable ? (
        <DataTable label={t('signingKeys.rotation')} columns={columns} items={keys} maxRows={8} />
      ) : (
        <Drawing keys={keys} />
      )}
    </Section>
  );
}

/** Percent of the drawing: a shorter bar has no room for its label. */
const LABELLED = 10;

/** Hidden from screen readers: the table and the cards say the same. */
function Drawing({ keys }: TimelineProps) {
  const now = useNow(60_000);
  const range = rangeOf(keys, now);
  const percent = (at: number) => `${placeIn(range, at)}%`;
  return (
    <div className={css['timeline']} aria-hidden>
      {keys.map((key) => (
        <div key={key.id} className={css['row']}>
          <div className={css['rowname']}>
            {t(`signingKeys.states.${key.state}`)}
            <span className={css['rowkid']}>{shortKid(key.kid)}</span>
          </div>
          <div className={css['track']}>
            {barsOf(key, now).map(({ kind, from, to }) => (
              <span
                key={kind}
                className={`${css['bar']} ${css[kind]}`}
                title={t('signingKeys.bar', {
                  what: t(`signingKeys.bars.${kind}`),
                  from: formatDateTime(from),
                  to: formatDateTime(to),
                })}
                style={{
                  insetInlineStart: percent(from),
                  inlineSize: `max(2px, ${placeIn(range, to) - placeIn(range, from)}%)`,
                }}
              >
                {placeIn(range, to) - placeIn(range, from) > LABELLED &&
                  t(`signingKeys.bars.${kind}`)}
              </span>
            ))}
            <span className={css['now']} style={{ insetInlineStart: percent(now) }} />
          </div>
        </div>
      ))}
      <div className={css['row']}>
        <div className={css['rowname']} />
        <div className={css['axis']}>
          {monthsIn(range).map((at) => (
            <span key={at} className={css['tick']} style={{ insetInlineStart: percent(at) }}>
              {formatMonth(at)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

function OrDash({ at }: Readonly<{ at: number | null }>) {
  return at === null ? '–' : <Moment at={at} />;
}

const columns: readonly TableColumn<SigningKeyView>[] = [
  {
    id: 'kid',
    title: t('gateways.kid'),
    cell: ({ kid }) => <span title={kid}>{shortKid(kid)}</span>,
    text: ({ kid }) => kid,
    isRowHeader: true,
    isMono: true,
  },
  {
    id: 'state',
    title: t('signingKeys.columns.state'),
    cell: ({ state }) => t(`signingKeys.states.${state}`),
  },
  { id: 'algorithm', title: t('gateways.algorithm'), cell: algorithmText },
  {
    id: 'published',
    title: t('signingKeys.columns.published'),
    cell: ({ createdAt }) => <Moment at={createdAt} />,
    width: '2fr',
  },
  {
    id: 'signs',
    title: t('signingKeys.columns.signs'),
    cell: ({ currentAt }) => <OrDash at={currentAt} />,
    width: '2fr',
  },
  {
    id: 'ends',
    title: t('signingKeys.columns.ends'),
    cell: ({ lastExpiresAt }) => <OrDash at={lastExpiresAt} />,
    width: '2fr',
  },
];

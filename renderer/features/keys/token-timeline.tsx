import type { TokenSummary } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime, formatDay, formatTime } from '../../format/time.ts';
import { Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/use-now.ts';
import { placeIn } from '../signing-keys/timeline.ts';
import { type Span, ticksOf, timelineOf } from './token-spans.ts';
import css from './token-timeline.module.css';

/** In px: a lane with its label. */
const LANE = 34;

/** When each token was issued, re-generated or revoked, and expires; the table below says the same. */
export function TokenTimeline({ tokens }: Readonly<{ tokens: readonly TokenSummary[] }>) {
  const now = useNow(60_000);
  const timeline = timelineOf(tokens, now);
  const place = (at: number): number => placeIn(timeline, at);
  const { isWithinDays, moments } = ticksOf(timeline);
  return (
    <Card>
      <div className={css['timeline']} aria-hidden>
        <div className={css['lanes']} style={{ blockSize: timeline.lanes * LANE }}>
          {timeline.spans.map((span) => (
            <Bar key={span.token.id} span={span} now={now} place={place} />
          ))}
          <span className={css['now']} style={{ insetInlineStart: `${place(now)}%` }} />
        </div>
        <div className={css['axis']}>
          {moments.map((at) => (
            <span key={at} className={css['tick']} style={{ insetInlineStart: `${place(at)}%` }}>
              {isWithinDays ? formatTime(at) : formatDay(at, now)}
            </span>
          ))}
        </div>
      </div>
    </Card>
  );
}

type BarProps = Readonly<{ span: Span; now: number; place: (at: number) => number }>;

/** In percent: a shorter span has no room for its label. */
const LABELLED = 9;

function Bar({ span: { token, fate, from, to, lane }, now, place }: BarProps) {
  const past = Math.min(to, Math.max(from, now));
  const at = (start: number, end: number) => ({
    insetBlockStart: lane * LANE + 22,
    insetInlineStart: `${place(start)}%`,
    inlineSize: `max(2px, calc(${place(end) - place(start)}% - 2px))`,
  });
  const isLive = fate === 'current' || fate === 'active';
  const look = [css['bar'], isLive && css['live'], fate === 'revoked' && css['cut']]
    .filter(Boolean)
    .join(' ');
  const title = t('keys.span', {
    fate: t(`keys.fates.${fate}`),
    from: formatDateTime(from),
    to: token.neverExpires && isLive ? t('tokenStatus.never') : formatDateTime(to),
  });
  const isLabelled = place(to) - place(from) > LABELLED || fate === 'current';
  return (
    <>
      {isLabelled && (
        <span
          className={fate === 'current' ? `${css['name']} ${css['strong']}` : css['name']}
          style={{ insetBlockStart: lane * LANE + 4, insetInlineStart: `${place(from)}%` }}
        >
          {t(`keys.fates.${fate}`)}
        </span>
      )}
      <span className={look} style={at(from, past)} title={title} />
      {to > now && isLive && (
        <span className={`${css['bar']} ${css['ahead']}`} style={at(now, to)} title={title} />
      )}
    </>
  );
}

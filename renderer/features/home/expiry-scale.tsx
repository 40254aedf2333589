import { Infinity as Endless, Table2 } from 'lucide-react';
import { useId, useState } from 'react';
import { HOME_DAYS, HOME_MONTH_MS, type HomeView } from '../../../shared/domain/home.ts';
import { isExpiring, type TokenSummary } from '../../../shared/domain/token.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { t } from '../../../shared/words/words.ts';
import { formatLeft } from '../../format/time-left.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import css from './expiry-scale.module.css';
import { ExpiryTable } from './expiry-table.tsx';
import { levelsOf, placeOn, ticks, type Zone, zones } from './places.ts';
import { scaleLabels } from './scale-labels.ts';
import { countsOf } from './zone-counts.ts';

type ExpiryScaleProps = Readonly<{ view: HomeView; now: number }>;

const names = Object.keys(zones) as readonly Zone[];
/** What needs attention when there is any of it. */
const urgent: ReadonlySet<Zone> = new Set(['hour', 'day', 'never']);

/** What expires when: pins where names fit, then dots, then bars, like a slide rule. */
export function ExpiryScale({ view, now }: ExpiryScaleProps) {
  const titleId = useId();
  const [isTable, setTable] = useState(false);
  const counts = countsOf(view);
  return (
    <section aria-labelledby={titleId}>
      <Card isHero>
        <div className={css['box']}>
          <header className={css['head']}>
            <h2 id={titleId}>{t('home.scaleTitle')}</h2>
            <span className={css['muted']}>{t('home.active', { count: view.active })}</span>
            <span className={css['switch']}>
              <Button variant="quiet" size="small" icon={Table2} onPress={() => setTable(!isTable)}>
                {isTable ? t('home.asScale') : t('home.asTable')}
              </Button>
            </span>
          </header>
          <ExpiryTable view={view} now={now} isShown={isTable} />
          {!isTable && (
            <div className={css['scale']} aria-hidden>
              {names.map((zone) => (
                <span
                  key={zone}
                  className={css['zone']}
                  style={{ insetInlineStart: `${zones[zone]}%` }}
                >
                  <b className={urgent.has(zone) && counts[zone] > 0 ? css['amber'] : undefined}>
                    {t('timeLeft.figure', { count: counts[zone] })}
                  </b>{' '}
                  {t(`home.zones.${zone}`)}
                </span>
              ))}
              <Drawing view={view} now={now} />
            </div>
          )}
        </div>
      </Card>
    </section>
  );
}

function Drawing({ view, now }: ExpiryScaleProps) {
  const { days, months, never, soon } = view;
  return (
    <div className={css['drawing']}>
      <Pins tokens={soon} now={now} />
      {days.slice(7).map((count, index) => {
        const at = placeOn((7 + index + 0.5) * DAY_MS);
        return <Dots key={at} at={at} count={count} />;
      })}
      <Bars months={months} />
      {never > 0 && (
        <span className={css['never']} style={{ insetInlineStart: `${zones.never}%` }}>
          <Endless size={20} strokeWidth={1.5} />
        </span>
      )}
      <svg className={css['ticks']}>
        {ticks.map(({ at, isStop }) => (
          <line
            key={at}
            className={isStop ? css['stop'] : undefined}
            x1={`${at}%`}
            x2={`${at}%`}
            y1="0"
            y2={isStop ? 10 : 5}
          />
        ))}
        <line className={css['stop']} x1="0" x2="100%" y1="0.5" y2="0.5" />
      </svg>
      <span className={css['now']} />
      {scaleLabels(now).map(({ at, text }) => (
        <span
          key={at}
          className={at === 0 ? css['label'] : `${css['label']} ${css['middle']}`}
          style={{ insetInlineStart: `${at}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

type PinsProps = Readonly<{ tokens: readonly TokenSummary[]; now: number }>;

function Pins({ tokens, now }: PinsProps) {
  const pins = tokens
    .filter(({ expiresAt }) => expiresAt > now)
    .map((token) => ({
      token,
      at: placeOn(token.expiresAt - now),
      left: formatLeft(token.expiresAt - now),
    }));
  const levels = levelsOf(
    pins.map(({ token, at, left }) => ({
      at,
      length: token.applicationName.length + left.length,
    })),
  );
  return pins.map(({ token, at, left }, index) => {
    const level = levels[index] ?? null;
    const height = level === null ? 14 : 84 - level * 28;
    const isAmber = isExpiring(token, now) || token.expiresAt - now < DAY_MS;
    return (
      <span
        key={token.id}
        className={isAmber ? `${css['pin']} ${css['warm']}` : css['pin']}
        style={{ insetInlineStart: `${at}%`, blockSize: height }}
      >
        {level !== null && (
          <span className={css['name']}>
            <bdi>{token.applicationName}</bdi> <span>{left}</span>
          </span>
        )}
      </span>
    );
  });
}

/** More than these in one day would leave the drawing: the last one then stands for the rest. */
const MOST_DOTS = 6;

function Dots({ at, count }: Readonly<{ at: number; count: number }>) {
  const heights = Array.from({ length: Math.min(count, MOST_DOTS) }, (_, index) => 2 + index * 10);
  return heights.map((height) => (
    <span
      key={height}
      className={css['dot']}
      style={{ insetInlineStart: `${at}%`, insetBlockEnd: height }}
    />
  ));
}

/** In px. */
const HIGHEST_BAR = 72;

function Bars({ months }: Readonly<{ months: readonly number[] }>) {
  const most = Math.max(...months, 1);
  return months.map((count, index) => {
    const at = placeOn(HOME_DAYS * DAY_MS + (index + 0.5) * HOME_MONTH_MS);
    const height = count === 0 ? 0 : Math.max(3, (count / most) * HIGHEST_BAR);
    return (
      <span
        key={at}
        className={css['bar']}
        style={{ insetInlineStart: `${at}%`, blockSize: height }}
      />
    );
  });
}

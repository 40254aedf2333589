import type { HomeView } from '../../../shared/domain/home.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t, tList } from '../../../shared/words/words.ts';
import hiddenCss from '../../ui/visually-hidden.module.css';
import css from './expiry-scale.module.css';
import { type Zone, zones } from './places.ts';
import { countsOf } from './zone-counts.ts';

const DAY_HOURS = 24;

type ExpiryTableProps = Readonly<{
  view: HomeView;
  now: number;
  /** Screen readers always get it, everyone else on request. */
  isShown: boolean;
}>;

/** The same as the scale, in words and numbers. */
export function ExpiryTable({ view, now, isShown }: ExpiryTableProps) {
  const counts = countsOf(view);
  const named = (zone: Zone): string => {
    const hours = { hour: [0, 1], day: [1, DAY_HOURS], week: [DAY_HOURS, 7 * DAY_HOURS] } as const;
    const [from, to] = zone in hours ? hours[zone as keyof typeof hours] : [0, 0];
    const names = view.soon
      .filter(({ expiresAt }) => {
        const left = (expiresAt - now) / 3_600_000;
        return left > from && left <= to;
      })
      .map(({ applicationName, keyType }) => ownerName(applicationName, keyType));
    return names.length === 0 ? '' : tList(names, 'unit');
  };
  const rows = [
    ...(Object.keys(zones) as Zone[]).map((zone) => ({
      id: zone,
      title: t(`home.rows.${zone}`),
      count: counts[zone],
      names: named(zone),
    })),
    { id: 'later', title: t('home.rows.later'), count: view.later, names: '' },
  ];
  return (
    <div className={isShown ? undefined : hiddenCss['hidden']}>
      <table className={css['table']}>
        <caption className={hiddenCss['hidden']}>{t('home.scaleTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('home.columns.when')}</th>
            <th scope="col">{t('home.columns.count')}</th>
            <th scope="col">{t('home.columns.names')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, count, names }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              <td>{t('timeLeft.figure', { count })}</td>
              <td dir="auto">{names}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

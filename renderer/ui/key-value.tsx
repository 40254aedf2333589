import type { ReactNode } from 'react';
import { classesOf } from './classes.ts';
import css from './key-value.module.css';

const cx = classesOf(css);

export type KeyValueItem = Readonly<{
  label: string;
  value: ReactNode;
  /** For ids, keys and addresses. */
  isMono?: boolean | undefined;
}>;

/** Facts in two columns; values can be selected and copied. */
export function KeyValue({ items }: Readonly<{ items: readonly KeyValueItem[] }>) {
  return (
    <dl className={cx('list')}>
      {items.map(({ label, value, isMono = false }) => (
        <div key={label} className={cx('pair')}>
          <dt className={cx('label')}>{label}</dt>
          <dd className={cx('value', isMono && 'mono')}>
            {isMono ? <bdi dir="ltr">{value}</bdi> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

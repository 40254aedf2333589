import { type ReactNode, type Ref, useId } from 'react';
import { classesOf } from './classes.ts';
import css from './section.module.css';

const cx = classesOf(css);

type SectionProps = Readonly<{
  title: string;
  description?: ReactNode;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  children: ReactNode;
  /** Lets a table or code go past the reading width. */
  isWide?: boolean | undefined;
  ref?: Ref<HTMLElement> | undefined;
}>;

/** A titled part of a page. */
export function Section({
  title,
  description,
  actions,
  children,
  isWide = false,
  ref,
}: SectionProps) {
  const titleId = useId();
  return (
    <section ref={ref} className={cx('section', isWide && 'wide')} aria-labelledby={titleId}>
      <header className={cx('header')}>
        <div className={cx('words')}>
          <h2 id={titleId} className={cx('title')}>
            {title}
          </h2>
          {description !== undefined && <p className={cx('description')}>{description}</p>}
        </div>
        {actions !== undefined && <div className={cx('actions')}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What scrolls under a PageHeader or inside a tab: sections with room between them. */
export function PageBody({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={cx('body')}>{children}</div>;
}

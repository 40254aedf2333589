import { type ReactNode, useId } from 'react';
import css from './home.module.css';

type HomeSectionProps = Readonly<{
  title: string;
  /** A count or a few words beside the title. */
  note?: string | undefined;
  children: ReactNode;
}>;

/** A part of Home, named by its heading. */
export function HomeSection({ title, note, children }: HomeSectionProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <header className={css['head']}>
        <h2 id={titleId}>{title}</h2>
        {note !== undefined && <span className={css['muted']}>{note}</span>}
      </header>
      {children}
    </section>
  );
}

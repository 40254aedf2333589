import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './entrance.module.css';

type EntranceProps = Readonly<{
  title: string;
  text: ReactNode;
  /** Of the workspace that it leads to. */
  file?: string;
  children: ReactNode;
}>;

/** The one card shown before the workspace is open. */
export function Entrance({ title, text, file, children }: EntranceProps) {
  return (
    <main className={css['entrance']}>
      <div className={css['card']}>
        <header className={css['head']}>
          <KeyRound className={css['mark']} size={24} strokeWidth={1.75} aria-hidden />
          <h1 className={css['title']}>{title}</h1>
          {text !== null && <p className={css['text']}>{text}</p>}
          {file !== undefined && (
            <p className={`${css['text']} ${css['file']}`} dir="ltr">
              {file}
            </p>
          )}
        </header>
        {children}
      </div>
    </main>
  );
}

import type { ReactNode } from 'react';
import { t } from '../../../shared/words/words.ts';
import { KeyDrawing } from '../../ui/key-drawing.tsx';
import { Keyhole } from '../../ui/keyhole.tsx';
import { Mark } from '../../ui/mark.tsx';
import css from './entrance.module.css';

type EntranceProps = Readonly<{
  title: string;
  text: ReactNode;
  /** Of the workspace that it leads to. */
  file?: string;
  children: ReactNode;
}>;

/** What is shown before the workspace is open: a picture, and one form. */
export function Entrance({ title, text, file, children }: EntranceProps) {
  return (
    <main className={css['entrance']}>
      <div className={css['picture']} aria-hidden>
        <Keyhole />
        <KeyDrawing bow={file ?? title} cuts={file ?? title} />
      </div>
      <div className={css['side']}>
        <div className={css['card']}>
          <div className={css['brand']}>
            <Mark size={30} />
            <span>{t('frame.product')}</span>
          </div>
          <header className={css['head']}>
            <h1 className={css['title']}>{title}</h1>
            {text !== null && <p className={css['text']}>{text}</p>}
          </header>
          {children}
          {file !== undefined && (
            <p className={`${css['text']} ${css['file']}`} dir="ltr" title={file}>
              {file}
            </p>
          )}
        </div>
      </div>
    </main>
  );
}

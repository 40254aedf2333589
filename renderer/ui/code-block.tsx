import { Copy } from 'lucide-react';
import { useId } from 'react';
import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { classesOf } from './classes.ts';
import css from './code-block.module.css';

const cx = classesOf(css);

/** It scrolls, so the keyboard has to be able to reach it (WCAG 2.1.1). */
const scroller = { role: 'region', tabIndex: 0 } as const;

type CodeBlockProps = Readonly<{
  /** Shown in the header, and the accessible name. */
  label: string;
  children: string;
  onCopy?: (() => void) | undefined;
  /** The number of visible lines; more scroll. */
  maxLines: number;
}>;

/** A file or claims to be read, selected and copied, never edited. */
export function CodeBlock({ label, children, onCopy, maxLines }: CodeBlockProps) {
  const labelId = useId();
  return (
    <figure className={cx('block')} aria-labelledby={labelId}>
      <figcaption className={cx('head')}>
        <span id={labelId} className={cx('label')}>
          {label}
        </span>
        {onCopy !== undefined && (
          <Button variant="quiet" icon={Copy} onPress={onCopy}>
            {t('ui.copy')}
          </Button>
        )}
      </figcaption>
      <pre
        {...scroller}
        className={cx('code')}
        style={{ maxBlockSize: maxLines * 20 + 24 }}
        aria-labelledby={labelId}
        dir="ltr"
      >
        {children}
      </pre>
    </figure>
  );
}

import { useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../shared/words/words.ts';
import { classesOf } from '../../ui/classes.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import css from './long-text.module.css';

const cx = classesOf(css);

/** A text of any length, as it was written: the first lines, and the rest on demand. */
export function LongText({ text }: Readonly<{ text: string }>) {
  const [isOpen, setOpen] = useState(false);
  const [isCut, setCut] = useState(false);
  const box = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (current !== null && !isOpen) setCut(current.scrollHeight > current.clientHeight + 1);
  }, [isOpen]);
  return (
    <div>
      <p ref={box} className={cx('text', !isOpen && 'short')} dir="auto">
        {text}
      </p>
      {(isCut || isOpen) && (
        <LinkButton onPress={() => setOpen(!isOpen)}>
          {isOpen ? t('api.showLess') : t('api.showAll')}
        </LinkButton>
      )}
    </div>
  );
}

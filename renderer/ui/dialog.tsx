import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import css from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { isPending } from './is-pending.ts';

const cx = classesOf(css);

type DialogProps = Readonly<{
  isOpen: boolean;
  /** Escape or the close button; a click outside never closes. The caller keeps what was typed. */
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons; the primary one comes last. */
  footer?: ReactNode;
  /** Makes body and footer one form, submitted by Enter or a Button type="submit". */
  onSubmit?: (() => void) | undefined;
  width?: 'small' | 'medium' | 'large' | undefined;
  role?: 'dialog' | 'alertdialog' | undefined;
  /** Hides the close button, for a question that needs an answer. */
  hasNoCross?: boolean | undefined;
}>;

const focusable = 'a, button, input, textarea, select, [tabindex]';

/** A body that scrolls and holds only text has to be focusable itself (WCAG 2.1.1). */
function makeScrollable(body: HTMLElement | null): (() => void) | undefined {
  if (body === null) return undefined;
  const observer = new ResizeObserver(() => {
    const isText = body.querySelector(focusable) === null;
    if (isText && body.scrollHeight > body.clientHeight) body.tabIndex = 0;
    else body.removeAttribute('tabindex');
  });
  observer.observe(body);
  return () => observer.disconnect();
}

type Shown = Pick<DialogProps, 'title' | 'children' | 'footer'>;

const nothing: Shown = { title: '', children: null };

/**
 * While it fades out, what it was about is already gone: it shows what it said last.
 *
 * @returns what to show, and what forgets it once nothing is shown any more.
 */
function useLastShown(isOpen: boolean, now: Shown): readonly [Shown, () => void] {
  const [last, setLast] = useState(nothing);
  const isSame =
    last.title === now.title && last.children === now.children && last.footer === now.footer;
  if (isOpen && !isSame) setLast(now);
  const forget = useCallback(() => setLast(nothing), []);
  return [isOpen ? now : last, forget];
}

/** Calls back when the dialog around it has left the screen. */
function WhenGone({ call }: Readonly<{ call: () => void }>) {
  useEffect(() => call, [call]);
  return null;
}

export function Dialog({
  isOpen,
  onClose,
  onSubmit,
  width = 'medium',
  role = 'dialog',
  hasNoCross = false,
  ...now
}: DialogProps) {
  const [{ title, children, footer }, forget] = useLastShown(isOpen, now);
  const content = (
    <>
      <div className={cx('body')} ref={makeScrollable}>
        {children}
      </div>
      {footer !== undefined && <footer className={cx('footer')}>{footer}</footer>}
    </>
  );
  return (
    <ModalOverlay
      className={cx('overlay')}
      isOpen={isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx('modal', width)}>
        <WhenGone call={forget} />
        <AriaDialog className={cx('dialog')} role={role}>
          <header className={cx('header')}>
            <Heading slot="title" className={cx('title')}>
              {title}
            </Heading>
            {!hasNoCross && <IconButton label={t('ui.close')} icon={X} onPress={onClose} />}
          </header>
          {onSubmit === undefined ? (
            content
          ) : (
            <form
              className={cx('form')}
              noValidate
              onSubmit={(event: FormEvent<HTMLFormElement>) => {
                event.preventDefault();
                if (!isPending(event.currentTarget)) onSubmit();
              }}
            >
              {content}
            </form>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

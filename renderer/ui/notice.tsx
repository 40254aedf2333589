import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { classesOf } from './classes.ts';
import { Disclosure } from './disclosure.tsx';
import { HelpLink } from './help-link.tsx';
import { IconButton } from './icon-button.tsx';
import css from './notice.module.css';
import { type Tone, toneIcons } from './tone.ts';

const cx = classesOf(css);

type NoticeProps = Readonly<{
  tone?: Tone | undefined;
  title?: string | undefined;
  /** Shows only the title until it is expanded. */
  isFolded?: boolean | undefined;
  children?: ReactNode;
  action?: Readonly<{ label: string; onPress: () => void; isPending?: boolean }> | undefined;
  onDismiss?: (() => void) | undefined;
}>;

/** A lasting message. Screen readers announce danger at once, other tones politely. */
export function Notice({
  tone = 'info',
  title,
  isFolded = false,
  children,
  action,
  onDismiss,
}: NoticeProps) {
  const Glyph = toneIcons[tone];
  return (
    <div className={cx('notice', tone)} role={tone === 'danger' ? 'alert' : 'status'}>
      <span className={cx('icon')}>
        <Glyph size={16} strokeWidth={1.75} aria-hidden />
      </span>
      {isFolded && title !== undefined ? (
        <div className={cx('words', 'folded')}>
          <Disclosure title={title}>{children}</Disclosure>
        </div>
      ) : (
        <div className={cx('words')}>
          {title !== undefined && <div className={cx('title')}>{title}</div>}
          {children !== undefined && <div>{children}</div>}
          {tone === 'danger' && <HelpLink />}
        </div>
      )}
      {action !== undefined && (
        <Button isPending={action.isPending} onPress={action.onPress}>
          {action.label}
        </Button>
      )}
      {onDismiss !== undefined && (
        <IconButton label={t('ui.dismiss')} icon={X} onPress={onDismiss} />
      )}
    </div>
  );
}

import { Copy, Download, Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import { IconButton } from './icon-button.tsx';
import css from './secret-field.module.css';
import hiddenCss from './visually-hidden.module.css';

const cx = classesOf(css);
const hx = classesOf(hiddenCss);

/** A fixed length, so that the mask doesn't reveal the secret's. */
const mask = '••••••••••••••••';

/** A long value scrolls, so the keyboard has to be able to reach it (WCAG 2.1.1). */
const scroller = { tabIndex: 0 } as const;

type SecretFieldProps = Readonly<{
  label: string;
  /** Given only on reveal: until then the secret isn't in the page. */
  value: string | undefined;
  /** Left out, with onHide, for a public value that is copied like a secret. */
  onReveal?: (() => void) | undefined;
  onHide?: (() => void) | undefined;
  /** Works masked or not: the copy never passes through the page. */
  onCopy: () => void;
  onExport?: (() => void) | undefined;
  isRevealPending?: boolean | undefined;
  /** Beside the label: the status. */
  badge?: ReactNode;
  description?: ReactNode;
  /** A line of a card: buttons of icons alone. */
  isRow?: boolean | undefined;
}>;

/** A key, secret or token: masked until revealed, copied with one click. */
export function SecretField({
  label,
  value,
  onReveal,
  onHide,
  onCopy,
  onExport,
  isRevealPending = false,
  badge,
  description,
  isRow = false,
}: SecretFieldProps) {
  const labelId = useId();
  const isShown = value !== undefined;
  return (
    // A fieldset would bring a legend's layout; this is a named group of a value and its buttons.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={cx('field', isRow && 'row')} role="group" aria-labelledby={labelId}>
      <div className={cx('head')}>
        <span id={labelId} className={cx('label')}>
          {label}
        </span>
        {badge}
      </div>
      <div className={cx('box')}>
        {isShown ? (
          <code {...scroller} className={cx('value')} dir="ltr">
            {value}
          </code>
        ) : (
          <span className={cx('value', 'masked')}>
            <span aria-hidden>{mask}</span>
            <span className={hx('hidden')}>{t('ui.masked')}</span>
          </span>
        )}
        <div className={cx('actions')}>
          {onReveal !== undefined && (
            <Act
              isRow={isRow}
              label={isShown ? t('ui.hide') : t('ui.reveal')}
              icon={isShown ? EyeOff : Eye}
              isPending={isRevealPending}
              onPress={isShown ? onHide : onReveal}
            />
          )}
          <Act isRow={isRow} label={t('ui.copy')} icon={Copy} onPress={onCopy} />
          {onExport !== undefined && (
            <Act isRow={isRow} label={t('ui.export')} icon={Download} onPress={onExport} />
          )}
        </div>
      </div>
      {description !== undefined && <div className={cx('description')}>{description}</div>}
    </div>
  );
}

type ActProps = Readonly<{
  isRow: boolean;
  label: string;
  icon: Icon;
  isPending?: boolean;
  onPress: (() => void) | undefined;
}>;

function Act({ isRow, label, icon, isPending = false, onPress }: ActProps) {
  if (isRow) return <IconButton label={label} icon={icon} onPress={onPress} />;
  return (
    <Button variant="quiet" icon={icon} isPending={isPending} onPress={onPress}>
      {label}
    </Button>
  );
}

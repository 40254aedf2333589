import type { FormEvent, ReactNode } from 'react';
import { classesOf } from './classes.ts';
import css from './form-layout.module.css';
import { isPending } from './is-pending.ts';

const cx = classesOf(css);

type FormLayoutProps = Readonly<{
  children: ReactNode;
  /** Buttons under the fields. */
  actions?: ReactNode;
  /** Makes it a form, submitted by Enter or a Button type="submit". */
  onSubmit?: (() => void) | undefined;
  /** The accessible name of the form. */
  label?: string | undefined;
  /** As wide as its dialog: for long texts to paste. */
  isWide?: boolean;
}>;

/** Stacked fields, no wider than a comfortable reading width. */
export function FormLayout({
  children,
  actions,
  onSubmit,
  label,
  isWide = false,
}: FormLayoutProps) {
  const className = cx('form', isWide && 'wide');
  const content = (
    <>
      {children}
      {actions !== undefined && <div className={cx('actions')}>{actions}</div>}
    </>
  );
  if (onSubmit === undefined) return <div className={className}>{content}</div>;
  return (
    <form
      className={className}
      aria-label={label}
      noValidate
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!isPending(event.currentTarget)) onSubmit();
      }}
    >
      {content}
    </form>
  );
}

/** Fields side by side while there is room. */
export function FieldRow({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={cx('row')}>{children}</div>;
}

/** Buttons side by side. */
export function ButtonRow({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={cx('buttons')}>{children}</div>;
}

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError as AriaFieldError, Label, Text } from 'react-aria-components';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import css from './field.module.css';

const cx = classesOf(css);

/** What every field has. The parts below belong inside a field of the headless library. */
export type FieldProps = Readonly<{
  label: string;
  /** Hides the label visually; screen readers still read it. */
  isLabelHidden?: boolean | undefined;
  description?: ReactNode;
  /** Says what to do. If set, the field is invalid. */
  errorMessage?: string | undefined;
  /**
   * Shown instead of the error while its text changes, as in a countdown. The error is an alert, so
   * a screen reader would read out each change.
   */
  errorNow?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
}>;

/** The class of the headless library's field. */
export const fieldClass = cx('field');

/** The headless library's props for a field. We show errors ourselves, not the browser. */
export function fieldState({ errorMessage, isRequired = false, isDisabled = false }: FieldProps) {
  return {
    isRequired,
    isDisabled,
    isInvalid: errorMessage !== undefined,
    validationBehavior: 'aria',
  } as const;
}

export function FieldLabel({ label, isLabelHidden = false, isRequired = false }: FieldProps) {
  return (
    <Label className={cx('label', isLabelHidden && 'hidden')}>
      {label}
      {isRequired && (
        // aria-required on the input tells screen readers; the mark is for the eye.
        <span className={cx('required')} aria-hidden title={t('ui.required')}>
          *
        </span>
      )}
    </Label>
  );
}

export function FieldDescription({ children }: Readonly<{ children: ReactNode }>) {
  if (children === undefined || children === null || children === '') return null;
  return (
    <Text slot="description" elementType="div" className={cx('description')}>
      {children}
    </Text>
  );
}

type FieldErrorProps = Readonly<{ message: string | undefined; now?: string | undefined }>;

export function FieldError({ message, now }: FieldErrorProps) {
  if (message === undefined) return null;
  return (
    <AriaFieldError elementType="div" className={cx('error')}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
      <span role="alert" className={cx(now !== undefined && 'hidden')}>
        {message}
      </span>
      {now !== undefined && <span aria-hidden>{now}</span>}
    </AriaFieldError>
  );
}

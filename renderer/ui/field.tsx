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
  /** Keeps the label for screen readers and takes it off the screen. */
  isLabelHidden?: boolean | undefined;
  description?: ReactNode;
  /** In words that say what to do. Its presence makes the field invalid. */
  errorMessage?: string | undefined;
  /**
   * Shown in place of the error while its wording changes, such as a countdown. The error is an alert:
   * if it changed itself, a screen reader would read it out each second.
   */
  errorNow?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
}>;

/** Stands on the field of the headless library. */
export const fieldClass = cx('field');

/** What a field of the headless library is told of these. Errors are ours to show, not the browser's. */
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

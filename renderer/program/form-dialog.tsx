import type { ReactNode } from 'react';
import { t } from '../../shared/words/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FaultFocus } from './fault-focus.tsx';
import type { FieldErrors } from './field-errors.ts';
import { KeptNotice } from './kept-notice.tsx';
import { OtherErrors } from './other-errors.tsx';

type FormDialogProps = Readonly<{
  title: string;
  width?: 'small' | 'medium' | 'large' | undefined;
  submitLabel: string;
  isPending: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** From useDraft: the dialog says when it opens with an earlier draft. */
  typed: Readonly<{ touched: boolean; clear: () => void }>;
  errors: FieldErrors;
  /** The fields that show their own errors; all other errors are shown above the fields. */
  fields: readonly string[];
  children: ReactNode;
}>;

/** A dialog whose typed values are kept as a draft until they are saved. */
export function FormDialog({
  title,
  width,
  submitLabel,
  isPending,
  onSubmit,
  onClose,
  typed,
  errors,
  fields,
  children,
}: FormDialogProps) {
  function startOver(): void {
    typed.clear();
    errors.show([]);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      width={width}
      onSubmit={() => {
        if (!isPending) onSubmit();
      }}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <FaultFocus errors={errors.all}>
        <KeptNotice hasDraft={typed.touched} onStartOver={startOver} />
        <OtherErrors errors={errors} fields={fields} />
        {children}
      </FaultFocus>
    </Dialog>
  );
}

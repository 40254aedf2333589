import type { ReactNode } from 'react';
import { t } from '../../shared/words/words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';

type ConfirmDialogProps = Readonly<{
  isOpen: boolean;
  /** The question: "Revoke the access token of Petshop?" */
  title: string;
  /** What will happen, in numbers: "Revokes 3 active tokens of Petshop." */
  effect: ReactNode;
  /** The verb: "Revoke". */
  confirmLabel: string;
  onConfirm: () => void;
  onCancel: () => void;
  cancelLabel?: string | undefined;
  isPending?: boolean | undefined;
  /** Why the last attempt failed. */
  errorMessage?: string | undefined;
  /** False for a question that destroys nothing. Cancel is the default button either way. */
  isDanger?: boolean | undefined;
}>;

/** Asks before something that can't be undone. Enter and Escape both mean Cancel. */
export function ConfirmDialog({
  isOpen,
  title,
  effect,
  confirmLabel,
  onConfirm,
  onCancel,
  cancelLabel,
  isPending = false,
  errorMessage,
  isDanger = true,
}: ConfirmDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onCancel}
      title={title}
      role="alertdialog"
      width="small"
      hasNoCross
      footer={
        <>
          <Button autoFocus onPress={onCancel}>
            {cancelLabel ?? t('ui.cancel')}
          </Button>
          <Button
            variant={isDanger ? 'danger' : 'primary'}
            isPending={isPending}
            onPress={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div>{effect}</div>
      {errorMessage !== undefined && <Notice tone="danger">{errorMessage}</Notice>}
    </Dialog>
  );
}

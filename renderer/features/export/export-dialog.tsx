import { useState } from 'react';
import { type ExportSelection, exportFormats } from '../../../shared/domain/token-export.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../program/calls.ts';
import { errorText } from '../../strings/errors.ts';
import { exportStrings as words } from '../../strings/export.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useUiStrings } from '../../ui/ui-provider.tsx';
import { chooseExportFormat, useExportFormat } from './export-store.ts';

const formats = exportFormats.map((id) => {
  const { label, description } = words.formats[id];
  return { id, label, description };
});

type ExportDialogProps = Readonly<{
  /** What is exported; null while the dialog is closed. */
  selection: ExportSelection | null;
  onClose: () => void;
}>;

/** Asks for the format and warns of what is written; the program asks for the place. */
export function ExportDialog({ selection, onClose }: ExportDialogProps) {
  const { cancel } = useUiStrings();
  const format = useExportFormat((state) => state.format);
  const { run, pending } = useAction('token:export');
  const [error, setError] = useState<AppError | null>(null);

  function close(): void {
    setError(null);
    onClose();
  }

  async function write(): Promise<void> {
    if (selection === null || pending) return;
    setError(null);
    const result = await run({ selection, format });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    // The person closed the file dialog: the choice of the format stays open.
    if (result.value === null) return;
    const { path, count } = result.value;
    showToast({ tone: 'success', title: words.done(count), description: path });
    close();
  }

  return (
    <Dialog
      isOpen={selection !== null}
      onClose={close}
      title={words.title}
      width="small"
      onSubmit={() => void write()}
      footer={
        <>
          <Button onPress={close}>{cancel}</Button>
          <Button type="submit" variant="primary" isPending={pending} autoFocus>
            {words.submit}
          </Button>
        </>
      }
    >
      <RadioGroup
        label={words.format}
        options={formats}
        value={format}
        onChange={chooseExportFormat}
      />
      <Notice tone="warning" title={words.warningTitle}>
        {words.warning}
      </Notice>
      {error !== null && <Notice tone="danger">{errorText(error)}</Notice>}
    </Dialog>
  );
}

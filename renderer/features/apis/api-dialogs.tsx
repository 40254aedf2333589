import { apiImportStrings } from '../../strings/api-import.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ApiDelete } from './api-delete.tsx';
import { ApiForm } from './api-form.tsx';
import { ImportReview } from './import-review.tsx';
import { answerQuestion, useImport } from './import-store.ts';

/** The dialogs of the page APIs. What is open stays open while the person looks elsewhere. */
export function ApiDialogs() {
  return (
    <>
      <ApiForm />
      <ApiDelete />
      <ImportReview />
      <ReplaceQuestion />
    </>
  );
}

function ReplaceQuestion() {
  const { question, review } = useImport();
  return (
    <ConfirmDialog
      isOpen={question !== null}
      title={apiImportStrings.replaceTitle}
      effect={apiImportStrings.replaceEffect(review?.rows.length ?? 0)}
      confirmLabel={apiImportStrings.replaceConfirm}
      cancelLabel={apiImportStrings.replaceCancel}
      onConfirm={() => answerQuestion(true)}
      onCancel={() => answerQuestion(false)}
    />
  );
}

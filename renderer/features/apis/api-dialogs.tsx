import { t } from '../../../shared/words/words.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ApiDelete, type ShownApis } from './api-delete.tsx';
import { ApiForm } from './api-form.tsx';
import { ImportReview } from './import-review.tsx';
import { answerQuestion, useImport } from './import-store.ts';

/** The dialogs of the APIs page. An open one stays open while another page is shown. */
export function ApiDialogs({ shown }: Readonly<{ shown: ShownApis }>) {
  return (
    <>
      <ApiForm />
      <ApiDelete shown={shown} />
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
      title={t('import.replaceTitle')}
      effect={t('import.replaceEffect', { count: review?.rows.length ?? 0 })}
      confirmLabel={t('import.replaceConfirm')}
      cancelLabel={t('import.replaceCancel')}
      onConfirm={() => answerQuestion(true)}
      onCancel={() => answerQuestion(false)}
    />
  );
}

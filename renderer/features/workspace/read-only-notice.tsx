import type { ReadOnlyReason } from '../../../shared/domain/workspace.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Shown while nothing can be changed: why, and how to get to a writable workspace. */
export function ReadOnlyNotice({ why }: Readonly<{ why: ReadOnlyReason }>) {
  const copy = useAction('workspace:save-copy');

  async function save(): Promise<void> {
    const saved = await copy.run({});
    if (!saved.ok) showToast({ title: errorText(saved.error), tone: 'danger' });
    else if (saved.value !== null) {
      showToast({
        title: t('workspaceFile.copied'),
        description: saved.value.file,
        tone: 'success',
      });
    }
  }

  return (
    <Notice tone="warning" title={t('workspaceFile.readOnly.title')} isFolded>
      <FormLayout>
        <div>{t('workspaceFile.readOnly.text', { why })}</div>
        <div>
          {why === 'full'
            ? t('workspaceFile.readOnly.makeRoom')
            : t('workspaceFile.readOnly.saveCopy')}
        </div>
        <div>{t('workspaceFile.readOnly.log')}</div>
        <ButtonRow>
          <Button isPending={copy.pending} onPress={() => void save()}>
            {t('workspaceFile.copy')}
          </Button>
        </ButtonRow>
      </FormLayout>
    </Notice>
  );
}

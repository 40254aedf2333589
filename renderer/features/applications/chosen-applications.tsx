import { Ban, FolderInput, KeyRound, Layers, RefreshCw, Star, StarOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ApplicationSelection } from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { cancelledText, JobStatus } from '../../program/job-status.tsx';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageBody, Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { offerUndoBy } from '../bin/offer-undo.ts';
import { openBulk } from '../bulk/bulk-store.ts';
import { chooseApplications, useApplicationPage } from './application-store.ts';
import { markFavourite } from './arrange.ts';
import { GroupDialog } from './group-dialog.tsx';

type ChosenProps = Readonly<{ selection: ApplicationSelection }>;

/** What can be done with several applications at once. */
export function ChosenApplications({ selection }: ChosenProps) {
  const { data, isPending, isPlaceholderData } = useChannel(
    'application:selected',
    { selection },
    { keepPrevious: true },
  );
  const [dialog, setDialog] = useState<'group' | 'delete' | null>(null);
  const close = (): void => setDialog(null);
  const counts = data ?? { applications: 0, activeTokens: 0 };
  /** The numbers of the last selection must not be confirmed for this one. */
  const counting = isPending || isPlaceholderData ? t('tokens.counting') : undefined;
  return (
    <>
      <PageHeader
        title={t('application.chosen', { count: counts.applications })}
        icon={Layers}
        level={2}
        subtitle={t('application.chosenTokens', { count: counts.activeTokens })}
      />
      <PageBody>
        <JobStatus kind="application-change" label={t('application.changing')} />
        <Section title={t('application.organise')}>
          <ButtonRow>
            <Button icon={Star} onPress={() => void markFavourite(selection, true)}>
              {t('application.mark')}
            </Button>
            <Button icon={StarOff} onPress={() => void markFavourite(selection, false)}>
              {t('application.unmark')}
            </Button>
            <Button icon={FolderInput} onPress={() => setDialog('group')}>
              {t('application.toGroup')}
            </Button>
          </ButtonRow>
        </Section>
        <Section title={t('application.tokensOfMany')}>
          <ButtonRow>
            <Button
              icon={KeyRound}
              disabledReason={counting}
              onPress={() => generate(selection, counts.applications)}
            >
              {t('application.generateMany')}
            </Button>
            <Button
              icon={RefreshCw}
              disabledReason={counting}
              onPress={() =>
                openBulk({
                  what: 'regenerate',
                  tokens: { of: selection },
                  selection: t('application.currentTokens', { count: counts.applications }),
                })
              }
            >
              {t('application.regenerateMany')}
            </Button>
            <Button
              icon={Ban}
              disabledReason={
                counting ?? (counts.activeTokens === 0 ? t('bulk.nothingToRevoke') : undefined)
              }
              onPress={() => openBulk({ what: 'revoke', tokens: { of: selection } })}
            >
              {t('application.revokeMany', { count: counts.activeTokens })}
            </Button>
          </ButtonRow>
        </Section>
        <Section title={t('application.remove')}>
          <ButtonRow>
            <Button icon={Trash2} disabledReason={counting} onPress={() => setDialog('delete')}>
              {t('application.deleteMany', { count: counts.applications })}
            </Button>
          </ButtonRow>
        </Section>
      </PageBody>
      {dialog === 'group' && <GroupDialog selection={selection} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteDialog selection={selection} counts={counts} onClose={close} />
      )}
    </>
  );
}

function generate(applications: ApplicationSelection, count: number): void {
  const text = t('application.chosen', { count });
  openBulk({ what: 'generate', search: '', chosen: { applications, text } });
}

/** One after the other; stops at the first that can't be restored, which the bin still has. */
async function restoreAll(ids: readonly ApplicationId[]): Promise<Result<null, AppError>> {
  for (const id of ids) {
    const restored = await window.latchkey.call('bin:restore', { kind: 'application', id });
    if (!restored.ok) return restored;
  }
  return ok(null);
}

type DeleteProps = ChosenProps &
  Readonly<{
    counts: { readonly applications: number; readonly activeTokens: number };
    onClose: () => void;
  }>;

function DeleteDialog({ selection, counts, onClose }: DeleteProps) {
  const { applications: count, activeTokens: tokens } = counts;
  const { run, pending, ifHere } = useAction('application:delete-many');
  const [error, setError] = useState<AppError | null>(null);

  async function remove(): Promise<void> {
    const { chosen } = useApplicationPage.getState();
    const deleted = await run({ selection });
    if (!deleted.ok && deleted.error.code !== 'call/cancelled') {
      setError(deleted.error);
      return;
    }
    if (useApplicationPage.getState().chosen === chosen) chooseApplications([]);
    ifHere(onClose);
    if (deleted.ok && deleted.value.ids.length > 0) {
      const { changed, ids } = deleted.value;
      offerUndoBy(t('application.deletedMany', { count: changed }), () => restoreAll(ids));
      return;
    }
    showToast({
      title: deleted.ok
        ? t('application.deletedMany', { count: deleted.value.changed })
        : cancelledText('application-change', t('application.changing')),
      action: { label: t('application.toBin'), onPress: () => goTo('bin') },
    });
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('application.deleteManyTitle', { count })}
      effect={t('application.deleteManyEffect', { tokens })}
      confirmLabel={t('application.deleteManyConfirm', { count })}
      onConfirm={() => void remove()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}

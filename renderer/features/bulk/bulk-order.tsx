import { useEffect, useState } from 'react';
import { type BulkIssue, leftOut } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useIfHere } from '../../program/if-here.ts';
import { cancelJob, useJob } from '../../program/jobs.ts';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { type BulkDraft, BulkFields, draftOf, requestOf } from './bulk-fields.tsx';
import { BulkReport } from './bulk-report.tsx';
import { runBulk } from './bulk-run.ts';
import type { BulkTask } from './bulk-store.ts';
import { effectText, nothingText, outcomeText, reasonLines, runningText } from './bulk-words.ts';

type RevokingTask = Extract<BulkTask, { readonly what: 'revoke' }>;
export type IssuingTask = Exclude<
  BulkTask,
  RevokingTask | { readonly what: 'history' | 'continue' }
>;

type RevokeOrderProps = Readonly<{ task: RevokingTask; onClose: () => void }>;

/** In numbers, what revoking comes to; then its progress and its report. */
export function RevokeOrder({ task, onClose }: RevokeOrderProps) {
  const [said, setSaid] = useState<BulkIssue | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const { tokens, onDone } = task;
  useEffect(() => {
    void window.latchkey.call('bulk:prepare', { kind: 'revoke', tokens }).then((prepared) => {
      if (prepared.ok) setSaid(prepared.value);
      else setError(prepared.error);
    });
  }, [tokens]);
  if (said !== null) return <BulkSteps said={said} onClose={onClose} onDone={onDone} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('bulk.titles.revoke')}
      width="small"
      footer={<Button onPress={onClose}>{t('ui.cancel')}</Button>}
    >
      {error === null ? (
        <Preparing />
      ) : (
        <Notice tone={error.code === 'bulk/nothing' ? 'info' : 'danger'}>
          {error.code === 'bulk/nothing' ? t('bulk.nothingToRevoke') : errorText(error)}
        </Notice>
      )}
    </Dialog>
  );
}

type BulkOrderProps = Readonly<{ task: IssuingTask; onClose: () => void }>;

/** What to issue; then, in numbers, what that comes to; then its progress and its report. */
export function BulkOrder({ task, onClose }: BulkOrderProps) {
  const [draft, setDraft] = useState<BulkDraft>(() => draftOf(task));
  const [said, setSaid] = useState<BulkIssue | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, setPending] = useState(false);
  if (said !== null) return <BulkSteps said={said} onClose={onClose} />;

  async function prepare(): Promise<void> {
    const request = requestOf(task, draft);
    if (!request.ok) {
      setError(request.error);
      return;
    }
    setError(null);
    setPending(true);
    const prepared = await window.latchkey.call('bulk:prepare', request.value);
    setPending(false);
    if (prepared.ok) setSaid(prepared.value);
    else setError(prepared.error);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`bulk.titles.${task.what}`)}
      width="small"
      onSubmit={() => void prepare()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={isPending}>
            {t('bulk.prepare')}
          </Button>
        </>
      }
    >
      <BulkFields task={task} draft={draft} onChange={setDraft} error={error} />
      {isPending && <Preparing />}
    </Dialog>
  );
}

/** Counting a large selection takes a while. */
function Preparing() {
  const job = useJob('bulk-prepare');
  if (job?.state !== 'running') return null;
  return (
    <ProgressBar
      label={t('bulk.preparing', { count: job.progress.done })}
      onCancel={() => cancelJob(job.id)}
    />
  );
}

type BulkContinueProps = Readonly<{ id: BulkIssueId; onClose: () => void }>;

/** Continues an interrupted one, after saying what is left to do. */
export function BulkContinue({ id, onClose }: BulkContinueProps) {
  const issue = useChannel('bulk:list', {}).data?.find((one) => one.id === id);
  const [first, setFirst] = useState<BulkIssue | null>(null);
  if (first === null && issue !== undefined) setFirst(issue);
  if (first === null) return <Placeholder label={t('frame.loading')} lines={4} />;
  return <BulkSteps said={first} onClose={onClose} />;
}

type BulkStepsProps = Readonly<{
  said: BulkIssue;
  onClose: () => void;
  onDone?: (() => void) | undefined;
}>;

function BulkSteps({ said, onClose, onDone }: BulkStepsProps) {
  const [isStarted, setStarted] = useState(false);
  const ifHere = useIfHere();
  const [done, setDone] = useState<BulkIssue | null>(null);
  const [error, setError] = useState<AppError | null>(null);

  async function start(): Promise<void> {
    setError(null);
    setStarted(true);
    const ended = await runBulk(said.id);
    setStarted(false);
    if (ended.ok) {
      setDone(ended.value);
      // Whoever has hidden it may have selected others.
      ifHere(onDone);
    } else setError(ended.error);
  }

  function cancel(): void {
    // Nobody has confirmed it, so it is deleted.
    if (said.startedAt === null && !isStarted) {
      void window.latchkey.call('bulk:discard', { id: said.id });
    }
    onClose();
  }

  if (done !== null) return <Ended issue={done} onClose={onClose} />;
  if (isStarted) return <Running kind={said.kind} onClose={onClose} />;
  const isEmpty = said.open === 0;
  return (
    <Dialog
      isOpen
      onClose={cancel}
      role="alertdialog"
      width="small"
      hasNoCross
      title={titleOf(said)}
      footer={
        <>
          <Button autoFocus onPress={cancel}>
            {isEmpty ? t('ui.close') : t('ui.cancel')}
          </Button>
          {!isEmpty && (
            <Button variant={said.revokes > 0 ? 'danger' : 'primary'} onPress={() => void start()}>
              {t(`bulk.confirm.${said.kind}`, { count: said.open })}
            </Button>
          )}
        </>
      }
    >
      <p>{isEmpty ? nothingText(said) : effectText(said)}</p>
      {said.neverExpiring > 0 && (
        <Notice tone="warning">{t('bulk.never', { count: said.neverExpiring })}</Notice>
      )}
      <Reasons issue={said} />
      {error !== null && <Notice tone="danger">{errorText(error)}</Notice>}
    </Dialog>
  );
}

function titleOf({ startedAt, kind }: BulkIssue): string {
  if (startedAt !== null) return t('bulk.continueTitle');
  return t(`bulk.confirmTitles.${kind}`);
}

type RunningProps = Readonly<{ kind: BulkIssue['kind']; onClose: () => void }>;

function Running({ kind, onClose }: RunningProps) {
  const job = useJob('bulk-run');
  const { done, total } = job?.progress ?? { done: 0, total: null };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="small"
      title={runningText(kind)}
      footer={<Button onPress={onClose}>{t('bulk.hide')}</Button>}
    >
      <ProgressBar
        label={runningText(kind)}
        {...(total !== null &&
          total > 0 && { value: done, max: total, valueText: t('job.count', { done, total }) })}
        onCancel={job?.state === 'running' ? () => cancelJob(job.id) : undefined}
      />
      <p>{t('bulk.goesOn')}</p>
    </Dialog>
  );
}

function Ended({ issue, onClose }: Readonly<{ issue: BulkIssue; onClose: () => void }>) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={t('bulk.report')}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <p>{outcomeText(issue)}</p>
      {issue.kind === 'revoke' && issue.issued > 0 && <ToGateways onGo={onClose} />}
      <BulkReport issue={issue} />
    </Dialog>
  );
}

function ToGateways({ onGo }: Readonly<{ onGo: () => void }>) {
  return (
    <Notice
      tone="warning"
      action={{
        label: t('tokens.toGateways'),
        onPress: () => {
          onGo();
          goTo('gateways');
        },
      }}
    >
      {t('tokens.revokedNext')}
    </Notice>
  );
}

function Reasons({ issue }: Readonly<{ issue: BulkIssue }>) {
  const lines = reasonLines(issue);
  if (lines.length === 0) return null;
  return (
    <Notice title={t('bulk.leftOut', { count: leftOut(issue) })}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}

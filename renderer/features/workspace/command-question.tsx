import { useEffect, useRef } from 'react';
import type { CommandAnswer, CommandQuestion } from '../../../shared/domain/command.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The dialog may appear under a click that was meant for something else, in milliseconds. */
const UNMEANT_MS = 500;

/** Asks whether a command in a terminal may use the open workspace. */
export function CommandQuestionDialog() {
  const question = useChannel('program:question', {}).data ?? null;
  return question === null ? null : <Question key={question.id} question={question} />;
}

function Question({ question }: Readonly<{ question: CommandQuestion }>) {
  const { id, command, caller, canRemember, waiting } = question;
  const shownAt = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    shownAt.current = performance.now();
  }, []);

  function answer(given: CommandAnswer): void {
    if (given !== 'no' && performance.now() - shownAt.current < UNMEANT_MS) return;
    void window.latchkey.call('program:answer-question', { id, answer: given });
  }

  return (
    <Dialog
      isOpen
      onClose={() => answer('no')}
      title={t('commandQuestion.title')}
      role="alertdialog"
      hasNoCross
      footer={
        <>
          <Button autoFocus onPress={() => answer('no')}>
            {t('commandQuestion.no')}
          </Button>
          {canRemember && (
            <Button onPress={() => answer('terminal')}>{t('commandQuestion.untilLock')}</Button>
          )}
          <Button variant="primary" onPress={() => answer('once')}>
            {t('commandQuestion.once')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('commandQuestion.text')}</p>
        <KeyValue items={factsOf(command, caller)} />
        {!caller.isProven && <Notice tone="warning">{t('commandQuestion.unproven')}</Notice>}
        {waiting > 0 && <p>{t('commandQuestion.waiting', { count: waiting })}</p>}
      </FormLayout>
    </Dialog>
  );
}

function factsOf(command: string, { path, startedBy, terminal }: CommandQuestion['caller']) {
  return [
    { label: t('commandQuestion.command'), value: `latchkey ${command}`, isMono: true },
    { label: t('commandQuestion.program'), value: path, isMono: true },
    ...(startedBy === null
      ? []
      : [{ label: t('commandQuestion.startedBy'), value: startedBy.path, isMono: true }]),
    {
      label: t('commandQuestion.terminal'),
      value: terminal ?? t('commandQuestion.noTerminal'),
    },
  ];
}

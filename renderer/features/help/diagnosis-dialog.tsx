import { CircleAlert, Info } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DiagnosisFinding } from '../../../shared/domain/diagnosis.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useCommand } from '../../program/commands.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import css from './help.module.css';

/** The self-diagnosis: also before sign-in, where it is needed most. */
export function Diagnosis() {
  const [isShown, setShown] = useState(false);
  useCommand(
    'help.diagnose',
    useCallback(() => setShown(true), []),
  );
  return isShown ? <DiagnosisDialog onClose={() => setShown(false)} /> : null;
}

type Found = readonly DiagnosisFinding[];

function DiagnosisDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [found, setFound] = useState<Found | AppError | null>(null);
  const save = useAction('rescue:save-diagnosis');
  useEffect(() => {
    void window.latchkey
      .call('rescue:diagnose', {})
      .then((answer) => setFound(answer.ok ? answer.value : answer.error));
  }, []);

  async function saveReport(): Promise<void> {
    const saved = await save.run({});
    if (!saved.ok) {
      const description = errorText(saved.error);
      showToast({ tone: 'danger', title: t('diagnose.notSaved'), description });
    } else if (saved.value !== null) {
      const description = saved.value.path;
      showToast({ tone: 'success', title: t('diagnose.saved'), description });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('diagnose.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.close')}</Button>
          <Button variant="primary" isPending={save.pending} onPress={() => void saveReport()}>
            {t('diagnose.save')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('diagnose.intro')}</p>
        <Findings found={found} />
      </FormLayout>
    </Dialog>
  );
}

function Findings({ found }: Readonly<{ found: Found | AppError | null }>) {
  if (found === null) return <output>{t('diagnose.running')}</output>;
  if ('code' in found) return <Notice tone="danger">{errorText(found)}</Notice>;
  return (
    <KeyValue
      items={found.map(({ step, state, text }) => ({
        label: t(`diagnose.steps.${step}`),
        value: (
          <span className={css['finding']}>
            <State state={state} />
            <bdi>{text}</bdi>
          </span>
        ),
      }))}
    />
  );
}

/** Nothing for what is fine: nine green marks would say nothing. */
function State({ state }: Pick<DiagnosisFinding, 'state'>) {
  if (state === 'ok') return null;
  return state === 'note' ? (
    <Badge icon={Info}>{t('diagnose.states.note')}</Badge>
  ) : (
    <Badge tone="expired" icon={CircleAlert}>
      {t('diagnose.states.fail')}
    </Badge>
  );
}

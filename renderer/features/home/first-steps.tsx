import { Check, FileUp, KeyRound, Plus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { HomeView } from '../../../shared/domain/home.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { runCommand } from '../../program/commands.ts';
import { openApplication } from '../../program/navigation.ts';
import { once } from '../../program/once.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dial } from '../../ui/dial.tsx';
import css from './home.module.css';
import { addSamples, SampleApis } from './sample-apis.tsx';
import { samples } from './samples.ts';

export interface Progress {
  /** How many of the three steps are done. */
  readonly done: 0 | 1 | 2 | 3;
}

/** A new workspace's progress; null until it is known. */
export function useFirstSteps(view: HomeView | undefined): Progress | null {
  const apis = useChannel('api:count', {}).data;
  const applications = useChannel('application:count', {}).data;
  if (view === undefined || apis === undefined || applications === undefined) return null;
  // Several tokens mean that the workspace is in use, even if the log was shortened since.
  if (view.recent.length > 0 || view.active > 1) return { done: 3 };
  if (applications > 0) return { done: 2 };
  return { done: apis > 0 ? 1 : 0 };
}

/** What an empty workspace needs: three steps and their progress. */
export function FirstSteps({ progress: { done } }: Readonly<{ progress: Progress }>) {
  const titleId = useId();
  return (
    <>
      <section aria-labelledby={titleId}>
        <Card isHero>
          <div className={css['welcome']}>
            <div className={css['steps']}>
              <h2 id={titleId}>{t('home.firstTitle')}</h2>
              <p className={css['muted']}>{t('home.firstText')}</p>
              <ol>
                <Step number={1} done={done} title={t('home.step1')} text={t('home.step1Text')}>
                  <Button
                    variant="primary"
                    icon={FileUp}
                    onPress={() => runCommand('api.import')}
                    autoFocus
                  >
                    {t('home.import')}
                  </Button>
                  <Button
                    variant="quiet"
                    onPress={() => void once('samples', () => addSamples(samples))}
                  >
                    {t('home.trySamples', { count: samples.length })}
                  </Button>
                </Step>
                <Step number={2} done={done} title={t('home.step2')} text={t('home.step2Text')}>
                  <Button
                    variant="primary"
                    icon={Plus}
                    onPress={() => runCommand('application.new')}
                    autoFocus
                  >
                    {t('home.create')}
                  </Button>
                </Step>
                <Step number={3} done={done} title={t('home.step3')} text={t('home.step3Text')}>
                  <ToKeys />
                </Step>
              </ol>
            </div>
            <div className={css['picture']}>
              <Dial
                state="active"
                share={done === 0 ? 0.02 : done / 3}
                reading={t('home.progress', { done })}
                unit={t('home.minutes')}
                isLarge
              />
            </div>
          </div>
        </Card>
      </section>
      <SampleApis />
    </>
  );
}

/** Its subscriptions first, if it has none: the token would give no access. */
function ToKeys() {
  const first = useChannel('application:list', { sort: 'newest', limit: 1 }).data?.[0];
  return (
    <Button
      variant="primary"
      icon={KeyRound}
      autoFocus
      onPress={() =>
        openApplication(
          first?.id ?? null,
          first?.subscriptionCount === 0 ? 'subscriptions' : 'production-keys',
        )
      }
    >
      {t('home.generate')}
    </Button>
  );
}

type StepProps = Readonly<{
  number: 1 | 2 | 3;
  done: number;
  title: string;
  text: string;
  /** The buttons of the step that comes next. */
  children: ReactNode;
}>;

function Step({ number, done, title, text, children }: StepProps) {
  const isDone = number <= done;
  const isNext = number === done + 1;
  const look = isDone ? css['done'] : isNext ? css['next'] : undefined;
  return (
    <li className={css['step']} {...(isNext && { 'aria-current': 'step' })}>
      <span className={[css['number'], look].filter(Boolean).join(' ')}>
        {isDone ? <Check size={14} strokeWidth={2.5} aria-label={t('home.done')} /> : number}
      </span>
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
        {isNext && <div className={css['buttons']}>{children}</div>}
      </div>
    </li>
  );
}

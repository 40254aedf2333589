import { type ApiSummary, apiTitle } from '../../../shared/domain/api.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { once } from '../../program/once.ts';
import { callConfirmed } from '../../program/presence.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardLine } from '../../ui/card.tsx';
import { Tile } from '../../ui/tile.tsx';
import { showToast } from '../../ui/toasts.tsx';
import css from './home.module.css';
import { HomeSection } from './home-section.tsx';
import { samples } from './samples.ts';

type Sample = (typeof samples)[number];

/** Creates them one after the other, with every business plan that there is. */
export async function addSamples(which: readonly Sample[]): Promise<void> {
  const plans = await window.latchkey.call('business-plan:list', {});
  if (!plans.ok) return say(errorText(plans.error));
  const businessPlanIds = plans.value.map(({ id }) => id);
  for (const sample of which) {
    const added = await callConfirmed('api:create', {
      ...sample,
      provider: '',
      description: '',
      businessPlanIds,
    });
    if (!added.ok) return say(errorText(added.error));
  }
}

async function remove({ id }: ApiSummary): Promise<void> {
  const removed = await callConfirmed('api:delete', { id });
  if (!removed.ok) say(errorText(removed.error));
}

function say(description: string): void {
  showToast({ tone: 'danger', title: t('home.sampleFailed'), description });
}

/** Sample APIs to try Latchkey with; one click adds or removes each. */
export function SampleApis() {
  const { data: apis = [] } = useChannel('api:list', { limit: 500 });
  return (
    <HomeSection title={t('home.samples')} note={t('home.samplesText')}>
      <ul className={css['samples']} aria-label={t('home.samples')}>
        {samples.map((sample) => {
          const { name, version, context, scopes } = sample;
          const there = apis.find((api) => api.name === name && api.version === version);
          return (
            <li key={name}>
              <Card>
                <CardLine
                  mark={<Tile name={name} />}
                  title={apiTitle({ name, version })}
                  subtitle={
                    <>
                      <span className={css['context']}>{context}</span>
                      {` · ${t('api.scopes', { count: scopes.length })}`}
                    </>
                  }
                >
                  <Button
                    size="small"
                    aria-label={t(there === undefined ? 'home.addNamed' : 'home.removeNamed', {
                      name,
                    })}
                    onPress={() =>
                      void once(`sample:${name}`, () =>
                        there === undefined ? addSamples([sample]) : remove(there),
                      )
                    }
                  >
                    {there === undefined ? t('home.add') : t('home.remove')}
                  </Button>
                </CardLine>
              </Card>
            </li>
          );
        })}
      </ul>
    </HomeSection>
  );
}

import { engineIds } from '../../../shared/domain/engines/engine.ts';
import { engines, type PlannedToken, verdictsOf } from '../../../shared/domain/engines/verdict.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { openEngine } from './gateway-store.ts';
import css from './gateways.module.css';
import { VerdictReasons } from './verdict-words.tsx';

/** Which engines accept a planned token: those that refuse it first, with reasons. */
export function Verdicts({ token }: Readonly<{ token: PlannedToken }>) {
  const exported = new Set(useChannel('gateway:get', {}).data?.exports.map(({ file }) => file));
  const verdicts = verdictsOf(token).toSorted(
    (one, other) => Number(exported.has(other.engine)) - Number(exported.has(one.engine)),
  );
  const refused = verdicts.filter(({ broken }) => broken.length > 0);
  const accepted = verdicts.filter(({ broken }) => broken.length === 0);
  return (
    <Section
      title={t('verdict.title')}
      description={t('verdict.previewText', { count: engineIds.length })}
    >
      {refused.length > 0 && (
        <div>
          <h3 className={css['steptitle']}>{t('verdict.refusedBy', { count: refused.length })}</h3>
          <ul className={css['engines']}>
            {refused.map((verdict) => (
              <li key={verdict.engine} className={css['engine']}>
                <EngineLink id={verdict.engine} />
                <VerdictReasons verdict={verdict} token={token} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <Disclosure
        title={
          refused.length === 0
            ? t('verdict.allAccept', { count: accepted.length })
            : t('verdict.acceptedBy', { count: accepted.length })
        }
      >
        <ul className={css['engines']}>
          {accepted.map((verdict) => (
            <li key={verdict.engine} className={css['engine']}>
              <EngineLink id={verdict.engine} />
              <VerdictReasons verdict={verdict} token={token} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </Section>
  );
}

function EngineLink({ id }: Readonly<{ id: (typeof engineIds)[number] }>) {
  const { name, provenWith } = engines[id];
  return (
    <div className={css['enginehead']}>
      <LinkButton onPress={() => openEngine(id)}>{name}</LinkButton>
      <span className={css['source']}>
        {provenWith === null ? t('gateways.documentedShort') : t('gateways.provenShort')}
      </span>
    </div>
  );
}

import { engineIds } from '../../../shared/domain/engines/engine.ts';
import {
  engines,
  type PlannedToken,
  type Verdict,
  verdictsOf,
} from '../../../shared/domain/engines/verdict.ts';
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
          <EngineVerdicts verdicts={refused} token={token} />
        </div>
      )}
      <Disclosure
        title={
          refused.length === 0
            ? t('verdict.allAccept', { count: accepted.length })
            : t('verdict.acceptedBy', { count: accepted.length })
        }
      >
        <EngineVerdicts verdicts={accepted} token={token} />
      </Disclosure>
    </Section>
  );
}

type EngineVerdictsProps = Readonly<{ verdicts: readonly Verdict[]; token: PlannedToken }>;

function EngineVerdicts({ verdicts, token }: EngineVerdictsProps) {
  return (
    <ul className={css['engines']}>
      {verdicts.map((verdict) => (
        <li key={verdict.engine} className={css['engine']}>
          <EngineLink id={verdict.engine} />
          <VerdictReasons verdict={verdict} token={token} />
        </li>
      ))}
    </ul>
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

import { useState } from 'react';
import type { EngineId } from '../../../shared/domain/engines/engine.ts';
import { engines, type PlannedToken, verdictOf } from '../../../shared/domain/engines/verdict.ts';
import type { GatewayView } from '../../../shared/domain/gateway.ts';
import { signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import { DEFAULT_SCOPE, type TokenSummary } from '../../../shared/domain/token.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import css from './gateways.module.css';
import { SourceText, VerdictReasons, VerdictWord } from './verdict-words.tsx';

/** Tokens to choose from: the newest. */
const LIMIT = 50;
const NEW = 'new';

type EngineVerdictProps = Readonly<{ id: EngineId; gateway: GatewayView }>;

/** Whether the engine accepts a token, with reasons, and what it doesn't check. */
export function EngineVerdict({ id, gateway }: EngineVerdictProps) {
  const [chosen, setChosen] = useState<string>(NEW);
  const list = useChannel('token:list', { state: 'active', current: true, limit: LIMIT }).data;
  const tokens = list?.tokens ?? [];
  const token = tokens.find((one) => one.id === chosen);
  const planned = (token && plannedOf(token)) ?? newToken(gateway);
  const verdict = verdictOf(id, planned);
  const { gaps } = engines[id];
  return (
    <Section title={t('verdict.title')}>
      <div className={css['verdict']}>
        {tokens.length > 0 && (
          <Select
            label={t('verdict.token')}
            options={[
              { id: NEW, label: t('verdict.newToken') },
              ...tokens.map((one) => ({ id: one.id, label: tokenLabel(one) })),
            ]}
            value={token?.id ?? NEW}
            onChange={setChosen}
          />
        )}
        <VerdictWord isAccepted={verdict.broken.length === 0} />
        <VerdictReasons verdict={verdict} token={planned} />
        {gaps.length > 0 && (
          <div>
            <h3 className={css['steptitle']}>{t('verdict.notChecked')}</h3>
            <ul className={css['gaps']}>
              {gaps.map(({ gap }) => (
                <li key={gap}>{t(`verdict.gaps.${gap}`)}</li>
              ))}
            </ul>
            {[...new Set(gaps.map(({ source }) => source))].map((source) => (
              <SourceText key={source} source={source} />
            ))}
          </div>
        )}
      </div>
    </Section>
  );
}

function tokenLabel({ applicationName, keyType, algorithm, size }: TokenSummary): string {
  const application = ownerName(applicationName, keyType);
  return t('verdict.oneToken', { application, algorithm, size });
}

/** The token as the rules see it; undefined if a newer Latchkey wrote it. */
function plannedOf(token: TokenSummary): PlannedToken | undefined {
  const profile = profileNames.find((name) => name === token.profile);
  const algorithm = signingAlgorithms.find((name) => name === token.algorithm);
  return profile && algorithm && { ...token, profile, algorithm };
}

function newToken({ issuer, audience, profile, algorithm }: GatewayView): PlannedToken {
  const size = 0;
  return {
    issuer,
    audience,
    profile,
    algorithm,
    scopes: [DEFAULT_SCOPE],
    neverExpires: false,
    size,
  };
}

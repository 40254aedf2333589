import { CircleCheck, CircleX } from 'lucide-react';
import { type Rule, TESTED } from '../../../shared/domain/engines/engine.ts';
import type { PlannedToken, Verdict } from '../../../shared/domain/engines/verdict.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { classesOf } from '../../ui/classes.ts';
import css from './gateways.module.css';

const cx = classesOf(css);

export function VerdictWord({ isAccepted }: Readonly<{ isAccepted: boolean }>) {
  const Glyph = isAccepted ? CircleCheck : CircleX;
  return (
    <p className={cx('word', !isAccepted && 'refused')}>
      <Glyph size={20} strokeWidth={1.75} aria-hidden />
      {isAccepted ? t('verdict.accepted') : t('verdict.refused')}
    </p>
  );
}

type VerdictReasonsProps = Readonly<{ verdict: Verdict; token: PlannedToken }>;

/** Each broken rule: the reason, what to change, and where the rule is from. */
export function VerdictReasons({ verdict, token }: VerdictReasonsProps) {
  const rules = [...verdict.broken, ...verdict.doubts];
  if (rules.length === 0) return null;
  return (
    <ul className={cx('reasons')}>
      {rules.map((rule) => (
        <li key={rule.rule} className={cx('reason')}>
          <span className={cx(rule.rule !== 'lifetime' && 'refused')}>{reasonOf(rule, token)}</span>{' '}
          {fixOf(rule, token)} <SourceText source={rule.source} />
        </li>
      ))}
    </ul>
  );
}

export function SourceText({ source }: Readonly<{ source: string }>) {
  const name = source === TESTED ? t('verdict.tested') : source;
  return <span className={cx('source')}>{t('verdict.source', { source: name })}</span>;
}

export function reasonOf(rule: Rule, { algorithm, size }: PlannedToken): string {
  switch (rule.rule) {
    case 'algorithms':
      return t('verdict.broken.algorithms', { algorithm });
    case 'size':
      return t('verdict.broken.size', { size, max: rule.max });
    case 'claim':
      return t('verdict.broken.claim', { claim: rule.name });
    case 'lifetime':
      return t('verdict.broken.lifetime', { setting: rule.setting });
    default:
      return t(`verdict.broken.${rule.rule}`);
  }
}

function fixOf(rule: Rule, { audience }: PlannedToken): string {
  switch (rule.rule) {
    case 'algorithms':
      return t('verdict.fixes.algorithms', { accepted: tList(rule.accepts, 'disjunction') });
    case 'scope':
      return t('verdict.fixes.scope', { scope: `${audience.at(-1) ?? ''}.read:*/*` });
    case 'lifetime':
      return t('verdict.fixes.lifetime', { setting: rule.setting });
    default:
      return t(`verdict.fixes.${rule.rule}`);
  }
}

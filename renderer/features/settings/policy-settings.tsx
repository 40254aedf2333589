import { allowsNever, type Policy } from '../../../shared/domain/policy.ts';
import { durationText, errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { usePolicy } from '../../program/policy.ts';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';

/** What an administrator of the computer has prescribed, and why it can't be used if so. */
export function PolicySettings() {
  const policy = usePolicy();
  const { place, problem } = policy;
  if (place === null) return null;
  return (
    <Section title={t('policy.title')} {...(problem === null && { description: t('policy.text') })}>
      <FormLayout>
        {problem !== null && <Notice tone="danger">{errorText(problem)}</Notice>}
        <KeyValue
          items={[...limitsOf(policy), { label: t('policy.place'), value: place, isMono: true }]}
        />
      </FormLayout>
    </Section>
  );
}

interface Limit {
  readonly label: string;
  readonly value: string;
  readonly isMono?: boolean;
}

function limitsOf({ rules }: Policy): readonly Limit[] {
  const { longestValidity, smallestRsaKey, backupFolder, encryptedExportsOnly, profiles } = rules;
  const limits: Limit[] = [];
  if (longestValidity !== undefined) {
    limits.push({ label: t('policy.longest'), value: durationText(longestValidity) });
  }
  if (!allowsNever(rules)) limits.push({ label: t('policy.never'), value: t('policy.notAllowed') });
  if (smallestRsaKey !== undefined) {
    limits.push({ label: t('policy.smallest'), value: t('policy.bits', { bits: smallestRsaKey }) });
  }
  if (profiles !== undefined) {
    const names = profiles.map((name) => t(`issue.profiles.${name}`));
    limits.push({ label: t('policy.profiles'), value: names.join(', ') });
  }
  if (encryptedExportsOnly === true) {
    limits.push({ label: t('policy.exports'), value: t('policy.encrypted') });
  }
  if (backupFolder !== undefined) {
    limits.push({ label: t('policy.folder'), value: backupFolder, isMono: true });
  }
  return limits;
}

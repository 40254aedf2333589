import type { Finding } from '../../../shared/domain/backup.ts';
import { findingText } from '../../../shared/words/finding-text.ts';
import { Notice } from '../../ui/notice.tsx';
import css from './damage.module.css';

type DamageProps = Readonly<{ title: string; findings: readonly Finding[] }>;

/** What a check has found, each on a line of its own; nothing if it found nothing. */
export function Damage({ title, findings }: DamageProps) {
  if (findings.length === 0) return null;
  // Several damaged parts of a file may have the same message.
  const texts = new Set(findings.map(findingText));
  return (
    <Notice tone="danger" title={title}>
      <ul className={css['list']}>
        {[...texts].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}

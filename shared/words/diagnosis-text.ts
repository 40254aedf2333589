import type { DiagnosisFinding } from '../domain/diagnosis.ts';
import { t } from './words.ts';

/** The same in every language: bug reports are searched for them. */
const marks = { ok: 'ok  ', note: 'note', fail: 'FAIL' } as const;

/** A self-diagnosis as text, one line per step. */
export function diagnosisText(found: readonly DiagnosisFinding[]): string {
  return found
    .map(({ step, state, text }) => `${marks[state]} ${t(`diagnose.steps.${step}`)}: ${text}`)
    .join('\n');
}

import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';

/** What an unlock method is called; the recovery code has no name before somebody gives it one. */
export function methodName({ name, kind }: UnlockMethodInfo): string {
  return name === '' ? t(`unlock.kinds.${kind}`) : name;
}

import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';

/** The name of an unlock method; the recovery code has none until a person gives it one. */
export function methodName({ name, kind }: UnlockMethodInfo): string {
  return name === '' ? t(`unlock.kinds.${kind}`) : name;
}

import type { KeyType } from '../domain/token.ts';
import { t } from './words.ts';

/** The owner of a key or token, as shown everywhere: "Petshop, Production". */
export function ownerName(application: string, keyType: KeyType): string {
  return t('keyTypes.owner', { application, keyType: t(`keyTypes.${keyType}`) });
}

import type { KeyType } from '../domain/token.ts';
import { t } from './words.ts';

/** Whose a key or token is, as it is said everywhere: "Petshop, Production". */
export function ownerName(application: string, keyType: KeyType): string {
  return t('keyTypes.owner', { application, keyType: t(`keyTypes.${keyType}`) });
}

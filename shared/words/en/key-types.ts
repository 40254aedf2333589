import type { KeyType } from '../../domain/token.ts';

export const keyTypeNames = {
  PRODUCTION: 'Production',
  SANDBOX: 'Sandbox',
} as const satisfies Record<KeyType, string>;

/** Whose a key or token is, as it is said everywhere: "Petshop, Production". */
export function ownerName(application: string, keyType: KeyType): string {
  return `${application}, ${keyTypeNames[keyType]}`;
}

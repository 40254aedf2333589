import type { SecretRef } from '../../shared/domain/secret.ts';
import { plural } from '../../shared/words/en/plural.ts';

const names = {
  'consumer-key': 'Consumer key',
  'consumer-secret': 'Consumer secret',
  'access-token': 'Access token',
} as const satisfies Record<SecretRef['kind'], string>;

export const secretStrings = {
  names,
  /** What was copied; `owner` as in "Petshop, Production". */
  of: (kind: SecretRef['kind'], owner: string) => `${names[kind]} of ${owner}`,
  copied: (seconds: number) =>
    `Copied. The clipboard is cleared in ${plural(seconds, {
      one: '1 second',
      other: (n) => `${n} seconds`,
    })}.`,
  copiedToStay:
    'Copied. Wayland lets Latchkey clear it only while its window is in front: copy something else when you are done.',
  notCopied: 'Nothing was copied',
  notRevealed: 'It cannot be shown',
} as const;

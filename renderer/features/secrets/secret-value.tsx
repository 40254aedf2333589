import type { ReactNode } from 'react';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { SecretField } from '../../ui/secret-field.tsx';
import { copySecret } from './copy-secret.ts';
import { useRevealed } from './use-revealed.ts';

type SecretValueProps = Readonly<{
  label: string;
  secretRef: SecretRef;
  /** Whose it is: "Petshop, Production". */
  owner: string;
  onExport?: (() => void) | undefined;
  badge?: ReactNode;
  description?: ReactNode;
}>;

/** A secret of the program: masked until it is asked for. Give it the secret's id as its key. */
export function SecretValue({
  label,
  secretRef,
  owner,
  onExport,
  badge,
  description,
}: SecretValueProps) {
  const { value, pending, reveal, hide } = useRevealed(secretRef);
  return (
    <SecretField
      label={label}
      value={value}
      isRevealPending={pending}
      onReveal={() => void reveal()}
      onHide={hide}
      onCopy={() => void copySecret(secretRef, owner)}
      onExport={onExport}
      badge={badge}
      description={description}
    />
  );
}

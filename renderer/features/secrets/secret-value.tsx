import type { ReactNode } from 'react';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { SecretField } from '../../ui/secret-field.tsx';
import { useRevealed } from './use-revealed.ts';

type SecretValueProps = Readonly<{
  label: string;
  secretRef: SecretRef;
  onCopy: () => void;
  onExport?: (() => void) | undefined;
  badge?: ReactNode;
  description?: ReactNode;
  isRow?: boolean | undefined;
}>;

/** A secret, masked until it is revealed. Set the component's key to the secret's id. */
export function SecretValue({
  label,
  secretRef,
  onCopy,
  onExport,
  badge,
  description,
  isRow,
}: SecretValueProps) {
  const { value, pending, reveal, hide } = useRevealed(secretRef);
  return (
    <SecretField
      label={label}
      value={value}
      isRevealPending={pending}
      onReveal={() => void reveal()}
      onHide={hide}
      onCopy={onCopy}
      onExport={onExport}
      badge={badge}
      description={description}
      isRow={isRow}
    />
  );
}

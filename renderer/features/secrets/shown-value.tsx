import { Copy } from 'lucide-react';
import { useId } from 'react';
import type { SecretRef } from '../../../shared/domain/secret.ts';
import { Button } from '../../ui/button.tsx';
import { useUiStrings } from '../../ui/ui-provider.tsx';
import { copySecret } from './copy-secret.ts';
import css from './shown-value.module.css';

type ShownValueProps = Readonly<{
  label: string;
  value: string;
  secretRef: SecretRef;
  /** Whose it is: "Petshop, Production". */
  owner: string;
}>;

/** A value that is copied like a secret and is none. */
export function ShownValue({ label, value, secretRef, owner }: ShownValueProps) {
  const { copy } = useUiStrings();
  const labelId = useId();
  return (
    // A fieldset would bring a legend's layout; this is a named group of a value and its button.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={css['field']} role="group" aria-labelledby={labelId}>
      <span id={labelId} className={css['label']}>
        {label}
      </span>
      <div className={css['box']}>
        <code className={css['value']} dir="ltr">
          {value}
        </code>
        <Button variant="quiet" icon={Copy} onPress={() => void copySecret(secretRef, owner)}>
          {copy}
        </Button>
      </div>
    </div>
  );
}

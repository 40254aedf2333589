import { useMemo, useState } from 'react';
import type { Key } from 'react-aria-components';

/**
 * The selected keys as the headless library made them, while they are these: in its own set it
 * remembers from which row Shift extends the selection.
 */
export function useChosenKeys(ids: readonly string[]) {
  const [made, keep] = useState<ReadonlySet<Key>>(() => new Set());
  const keys = useMemo(() => {
    const isSame = made.size === ids.length && ids.every((id) => made.has(id));
    return isSame ? made : new Set<Key>(ids);
  }, [made, ids]);
  return { keys, keep };
}

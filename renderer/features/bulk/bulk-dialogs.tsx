import { BulkHistory } from './bulk-history.tsx';
import { BulkContinue, BulkOrder } from './bulk-order.tsx';
import { closeBulk, useBulk } from './bulk-store.ts';

/** The dialogs about issuing many tokens in one go. */
export function BulkDialogs() {
  const task = useBulk(({ task }) => task);
  if (task === null) return null;
  if (task.what === 'history') return <BulkHistory onClose={closeBulk} />;
  if (task.what === 'continue') return <BulkContinue id={task.id} onClose={closeBulk} />;
  return <BulkOrder task={task} onClose={closeBulk} />;
}

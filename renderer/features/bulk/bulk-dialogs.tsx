import { BulkHistory } from './bulk-history.tsx';
import { BulkContinue, BulkOrder, RevokeOrder } from './bulk-order.tsx';
import { closeBulk, useBulk } from './bulk-store.ts';

/** The dialogs about issuing or revoking many tokens in one go. */
export function BulkDialogs() {
  const task = useBulk(({ task }) => task);
  if (task === null) return null;
  if (task.what === 'history') return <BulkHistory onClose={closeBulk} />;
  if (task.what === 'continue') return <BulkContinue id={task.id} onClose={closeBulk} />;
  if (task.what === 'revoke') return <RevokeOrder task={task} onClose={closeBulk} />;
  return <BulkOrder task={task} onClose={closeBulk} />;
}

import type { FocusEventHandler, KeyboardEventHandler, ReactNode } from 'react';
import { type RowActions, rowKeys } from './row-keys.ts';
import { useRowMenu } from './row-menu.tsx';

/** What a list and a table have in common. */
export type RowsProps<T extends { readonly id: string }> = RowActions &
  Readonly<{
    /** The accessible name. */
    label: string;
    items: readonly T[];
    emptyState?: ReactNode;
    /** Called when the end comes near; the next page is appended to `items`. */
    onLoadMore?: (() => void) | undefined;
    isLoadingMore?: boolean | undefined;
    /** What the rows read besides the item: they are kept until it or one of these changes. */
    dependencies?: readonly unknown[] | undefined;
  }>;

type RowFrameProps = RowActions &
  Readonly<{
    /** The accessible name of the menu. */
    label: string;
    className: string;
    /** Before the rows get a key. */
    onKeyDownCapture?: KeyboardEventHandler | undefined;
    onFocusCapture?: FocusEventHandler | undefined;
    children: ReactNode;
  }>;

/** Around a list or table: its rows answer keys and the right click. */
export function RowFrame({
  label,
  className,
  onCopy,
  onDelete,
  rowMenu,
  onKeyDownCapture,
  onFocusCapture,
  children,
}: RowFrameProps) {
  const { onContextMenu, menu } = useRowMenu(label, rowMenu);
  return (
    <div
      role="presentation"
      className={className}
      onContextMenu={onContextMenu}
      {...(onKeyDownCapture !== undefined && { onKeyDownCapture })}
      {...(onFocusCapture !== undefined && { onFocusCapture })}
      onKeyDown={rowKeys({ onCopy, onDelete })}
    >
      {children}
      {menu}
    </div>
  );
}

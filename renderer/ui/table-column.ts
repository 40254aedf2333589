import type { ReactNode } from 'react';

export type TableColumn<T> = Readonly<{
  id: string;
  title: string;
  /** For buttons that say themselves what they do: the title is for screen readers only. */
  isTitleHidden?: boolean | undefined;
  cell: (item: T) => ReactNode;
  /** Exactly one column names its row: it is read out first and typing jumps to its text. */
  isRowHeader?: boolean | undefined;
  /** The same at less cost, while the row passes: nothing in it has to be kept up to date. */
  passing?: ((item: T) => ReactNode) | undefined;
  /** The text of the cell, where `cell` is not a plain text. */
  text?: ((item: T) => string) | undefined;
  isSortable?: boolean | undefined;
  /** px, or a share of the remaining width. Default: '1fr'. */
  width?: number | `${number}fr` | undefined;
  /** px. Default: 80. */
  minWidth?: number | undefined;
  align?: 'start' | 'end' | undefined;
  isMono?: boolean | undefined;
}>;

export type TableSort = Readonly<{ column: string; direction: 'ascending' | 'descending' }>;

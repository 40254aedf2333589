import { createContext, useContext, useMemo } from 'react';
import { LayoutInfo, Rect, TableLayout } from 'react-aria-components';

/** Which rows of a long table the headless table knows. */
export interface TableWindow {
  /** The position of the first of them in the whole table, from 0. */
  readonly from: number;
  /** Rows of the whole table. */
  readonly total: number;
  /** A row beside the window, which is kept because it has the focus. */
  readonly kept: { readonly id: string; readonly at: number } | null;
}

/** Null while the table knows all of its rows. */
export const TableWindowContext = createContext<TableWindow | null>(null);

type Options = NonNullable<ConstructorParameters<typeof TableLayout>[0]> & {
  readonly window?: TableWindow | null;
};

/**
 * Lays out the rows of a window at their positions in the whole table and leaves room for the others,
 * so that the scroll bar is that of the whole table.
 */
export class WindowTableLayout extends TableLayout<unknown, Options> {
  #window: TableWindow | null = null;

  // Called by the library while it renders, as a hook.
  override useLayoutOptions(): Options {
    const { columnWidths } = super.useLayoutOptions();
    const window = useContext(TableWindowContext);
    return useMemo(
      () => ({ window, ...(columnWidths !== undefined && { columnWidths }) }),
      [window, columnWidths],
    );
  }

  override update(context: Parameters<TableLayout<unknown, Options>['update']>[0]): void {
    this.#window = context.layoutOptions?.window ?? null;
    super.update(context);
  }

  override shouldInvalidateLayoutOptions(next: Options, before: Options): boolean {
    return next.window !== before.window || super.shouldInvalidateLayoutOptions(next, before);
  }

  protected override buildRowGroup(...args: Parameters<TableLayout<unknown>['buildRowGroup']>) {
    const [y, node] = args;
    if (this.#window === null) return super.buildRowGroup(y, node);
    const { from, total, kept } = this.#window;
    const height = this.getEstimatedRowHeight() + this.gap;
    const layoutInfo = new LayoutInfo('rowgroup', node.key, new Rect(this.padding, y, 0, 0));
    const children = [];
    let at = from;
    for (const child of this.collection.getChildren?.(node.key) ?? []) {
      const isLoader = child.type === 'loader';
      const top = y + height * (isLoader ? total : child.key === kept?.id ? kept.at : at);
      if (!isLoader && child.key !== kept?.id) at += 1;
      const isAway = top + height < this.requestedRect.y || top > this.requestedRect.maxY;
      if (isAway && !isLoader) continue;
      const built = this.buildChild(child, this.padding, top, layoutInfo.key);
      built.layoutInfo.parentKey = layoutInfo.key;
      built.index = children.length;
      layoutInfo.rect.width = Math.max(layoutInfo.rect.width, built.layoutInfo.rect.width);
      layoutInfo.rect.height = Math.max(layoutInfo.rect.height, built.layoutInfo.rect.maxY - y);
      children.push(built);
    }
    layoutInfo.rect.height = Math.max(layoutInfo.rect.height, total * height);
    return {
      layoutInfo,
      children,
      validRect: layoutInfo.rect.intersection(this.requestedRect),
      node,
    };
  }
}

import { ListLayout, type ListLayoutOptions, Size } from 'react-aria-components';

export interface WindowLayoutOptions extends ListLayoutOptions {
  readonly rowSize: number;
  /** Rows of the whole list. */
  readonly total: number;
}

/**
 * Lays out the rows of a window at their position (`at`) in the whole list and leaves room for the
 * others, so that the scroll bar is that of the whole list.
 */
export class WindowLayout extends ListLayout<{ readonly at: number }, WindowLayoutOptions> {
  #total = 0;

  override update(
    context: Parameters<ListLayout<{ readonly at: number }, WindowLayoutOptions>['update']>[0],
  ): void {
    this.#total = context.layoutOptions?.total ?? this.#total;
    super.update(context);
  }

  override shouldInvalidateLayoutOptions(
    next: WindowLayoutOptions,
    before: WindowLayoutOptions,
  ): boolean {
    return next.total !== before.total || super.shouldInvalidateLayoutOptions(next, before);
  }

  protected override buildCollection() {
    const step = (this.rowSize ?? 0) + this.gap;
    const nodes = [...(this.virtualizer?.collection ?? [])].map((node) =>
      this.buildChild(node, this.padding, this.padding + (node.value?.at ?? 0) * step, null),
    );
    const height = this.#total === 0 ? 0 : this.#total * step - this.gap + 2 * this.padding;
    this.contentSize = new Size(this.virtualizer?.size.width ?? 0, height);
    return nodes;
  }
}

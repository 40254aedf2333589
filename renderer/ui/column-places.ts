/** A column's place in the table, in px. */
export interface Place {
  readonly left: number;
  readonly width: number;
}

/** The id of the column with the boxes. */
export const BOXES = 'boxes';

/** Where the table's columns are; the one with the boxes has no key that we know. */
export function placesIn(scroller: HTMLElement): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const heading of scroller.querySelectorAll('[role="columnheader"]')) {
    const cell = heading.parentElement;
    const isOfBoxes = heading.querySelector('input[type="checkbox"]') !== null;
    const id = isOfBoxes ? BOXES : heading.getAttribute('data-key');
    if (cell === null || id === null) continue;
    places.set(id, { left: cell.offsetLeft, width: cell.offsetWidth });
  }
  return places;
}

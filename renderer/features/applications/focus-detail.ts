export const DETAIL_ID = 'application-detail';

/** Enter in the list moves the focus to what it opened: to its row of tabs. */
export function focusDetail(): void {
  // What was opened is on screen only after this event.
  requestAnimationFrame(() => {
    document
      .getElementById(DETAIL_ID)
      ?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
      ?.focus();
  });
}

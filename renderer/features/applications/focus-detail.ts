export const DETAIL_ID = 'application-detail';

/** Enter in the list goes on in what it opened: on its row of tabs, from where arrows lead on. */
export function focusDetail(): void {
  // What was opened is on screen only after this event.
  requestAnimationFrame(() => {
    document
      .getElementById(DETAIL_ID)
      ?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
      ?.focus();
  });
}

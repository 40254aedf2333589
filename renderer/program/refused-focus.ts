/** What a person does next: from then on the focus is theirs. */
const NEXT = ['keydown', 'pointerdown', 'input'] as const;

const INVALID = '[aria-invalid="true"]:not([role])';

/** Whether a field became invalid, or the button no longer waits: an error of before can be the new one. */
function isAnswer({ target, attributeName }: MutationRecord): boolean {
  if (!(target instanceof Element)) return false;
  return attributeName === 'aria-invalid'
    ? target.matches(INVALID)
    : !target.hasAttribute('data-pending');
}

/**
 * Moves the focus from the button of a form to the first field that it was refused for, for the life
 * of the page: who pressed the button by keys, or hears the page, would have to look for the field.
 * Some forms do it themselves (`FaultFocus`), and find the focus there already.
 *
 * @returns a function that stops it.
 */
export function focusRefusedFields(): () => void {
  const stopped = new AbortController();
  let leave: (() => void) | null = null;

  function follow(form: HTMLFormElement): void {
    leave?.();
    const left = new AbortController();
    const observer = new MutationObserver((records) => {
      const field = form.querySelector<HTMLElement>(INVALID);
      if (field === null || !records.some(isAnswer)) return;
      leave?.();
      if (document.activeElement?.matches(INVALID) !== true) field.focus();
    });
    observer.observe(form, { attributeFilter: ['aria-invalid', 'data-pending'], subtree: true });
    leave = () => {
      observer.disconnect();
      left.abort();
    };
    for (const name of NEXT) {
      document.addEventListener(name, leave, { capture: true, signal: left.signal });
    }
  }

  document.addEventListener(
    'submit',
    ({ target }) => {
      if (target instanceof HTMLFormElement) follow(target);
    },
    { capture: true, signal: stopped.signal },
  );
  return () => {
    leave?.();
    stopped.abort();
  };
}

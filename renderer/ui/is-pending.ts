/**
 * Whether a form waits for an answer. Its pending button submits nothing, but then Enter in a form's
 * only text field would.
 */
export function isPending(form: HTMLFormElement): boolean {
  return form.querySelector('button[data-pending]') !== null;
}

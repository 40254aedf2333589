import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFocus, skipNextStep } from '../../../renderer/program/keep-focus.ts';
import { focusRefusedFields } from '../../../renderer/program/refused-focus.ts';

let frames: FrameRequestCallback[] = [];
let stop: () => void;

/** A page on which a button that is about to go has the focus. */
beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run));
  // Without a layout, nothing has a place on the screen.
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  document.body.innerHTML = `<main>
    <button role="tab" aria-selected="true">Production Keys</button>
    <div class="detail"><button id="gone">Generate</button></div>
  </main>`;
  stop = keepFocus();
  document.getElementById('gone')?.focus();
});

afterEach(() => {
  stop();
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

function show(html: string): void {
  const detail = document.querySelector('.detail');
  if (detail !== null) detail.innerHTML = html;
}

/** Draws frames, as long as any is asked for, up to this many. */
async function draw(count: number): Promise<void> {
  // Removals are seen after the script.
  await Promise.resolve();
  for (let drawn = 0; drawn < count; drawn += 1) {
    for (const run of frames.splice(0)) run(0);
    await Promise.resolve();
  }
}

const focused = (): string | null | undefined => document.activeElement?.textContent;
const LOADING = '<output data-loading></output>';
const NEXT = '<button class="primary">Generate Keys</button>';

it('goes to the next step when what had it is removed', async () => {
  show(NEXT);
  await draw(4);
  expect(focused()).toBe('Generate Keys');
});

it('doesn’t go to the next step of what is shown instead of something deleted', async () => {
  skipNextStep();
  show(NEXT);
  await draw(4);
  expect(focused()).toBe('Production Keys');
});

it('waits for the next step while the page loads it', async () => {
  show(LOADING);
  await draw(20);
  expect(document.activeElement).toBe(document.body);
  show(NEXT);
  await draw(1);
  expect(focused()).toBe('Generate Keys');
});

it('goes to the tab if there is no next step, or it never loads', async () => {
  show('');
  await draw(4);
  expect(focused()).toBe('Production Keys');
  document.querySelector('.detail')?.append(document.createElement('input'));
  document.querySelector('input')?.focus();
  show(LOADING);
  await draw(400);
  expect(focused()).toBe('Production Keys');
  expect(frames).toEqual([]);
});

it('leaves it where the code that removed an element puts it', async () => {
  show(`${NEXT}<input aria-label="Name">`);
  document.querySelector('input')?.focus();
  await draw(4);
  expect(document.activeElement?.tagName).toBe('INPUT');
});

it('goes from the button of a form to the field that it was refused for, unless the person went on', async () => {
  const end = focusRefusedFields();
  show('<form><input id="name"><input id="other"><button data-pending>Save</button></form>');
  const [form, button, name] = ['form', 'form button', '#name'].map((one) =>
    document.querySelector<HTMLElement>(one),
  ) as [HTMLElement, HTMLElement, HTMLElement];
  const submit = () => form.dispatchEvent(new Event('submit', { bubbles: true }));
  button.focus();
  submit();
  name.setAttribute('aria-invalid', 'true');
  await Promise.resolve();
  expect(document.activeElement).toBe(name);
  // The same error as before changes nothing at the field.
  button.focus();
  submit();
  button.removeAttribute('data-pending');
  await Promise.resolve();
  expect(document.activeElement).toBe(name);
  const other = document.getElementById('other');
  submit();
  other?.focus();
  other?.dispatchEvent(new Event('input', { bubbles: true }));
  button.setAttribute('data-pending', '');
  button.removeAttribute('data-pending');
  await Promise.resolve();
  expect(document.activeElement).toBe(other);
  end();
});

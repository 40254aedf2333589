import { expect, onTestFinished, test } from 'vitest';

/** The styles that the tests themselves ask for, of each element of `html`, in the order of the page. */
function computed(html: string): readonly string[] {
  document.body.innerHTML = html;
  onTestFinished(() => {
    document.body.innerHTML = '';
  });
  return Array.from(document.body.querySelectorAll('*'), (element) => {
    const style = getComputedStyle(element);
    expect(style.getPropertyValue('display')).toBe(style.display);
    return [element.localName, style.display, style.visibility, style.pointerEvents].join(' ');
  });
}

test('the hurried computed style is that of the element, not of others with its name', () => {
  // First the plain ones, which are remembered by their name.
  const plain = [
    'p block visible auto',
    'span inline visible auto',
    'input inline-block visible auto',
  ];
  expect(computed('<p><span></span></p><input>')).toEqual(plain);
  expect(computed('<p hidden></p><span popover></span><input type="hidden">')).toEqual([
    'p none visible auto',
    'span none visible auto',
    'input none visible auto',
  ]);
  expect(computed('<p style="visibility: hidden; display: flex"><span></span></p>')).toEqual([
    'p flex hidden auto',
    'span inline hidden auto',
  ]);
  expect(computed('<p style="pointer-events: none"><span></span></p>')).toEqual([
    'p block visible none',
    'span inline visible none',
  ]);
  expect(computed('<style>p { display: none }</style><p></p>').at(-1)).toMatch(/^p none/);
  expect(computed('<dialog></dialog><dialog open></dialog>')).toEqual([
    'dialog none visible auto',
    'dialog block visible auto',
  ]);
  expect(computed('<p><span></span></p><input>')).toEqual(plain);
});

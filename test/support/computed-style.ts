/** What is asked of almost every element: whether it is shown, can be clicked, and scrolls. */
const inherits: Readonly<Record<string, boolean>> = {
  display: false,
  visibility: true,
  overflow: false,
  overflowX: false,
  overflowY: false,
  pointerEvents: true,
  // Asked of each edge of a column.
  cursor: true,
};

/** Their attributes or their place decide how these are shown. */
const SPECIAL = /^(audio|details|dialog|embed|slot|summary)$/;
/** Its style sheet gives links a pointer. */
const LINK = /^(a|area)$/;
const SPECIAL_ATTRIBUTES = ['hidden', 'popover'];

/** Whether a style sheet of the page says something about one of them. */
function saysSomething(): boolean {
  return Array.from(document.styleSheets).some((sheet) =>
    /display|visibility|overflow|pointer-events|cursor|all\s*:/.test(
      sheet.ownerNode?.textContent ?? '',
    ),
  );
}

/** Whether nothing but its name, and an input's type, decides the element's own value. */
function isPlain(element: Element, property: string): boolean {
  if (SPECIAL_ATTRIBUTES.some((name) => element.hasAttribute(name))) return false;
  if (SPECIAL.test(element.localName)) return false;
  if (property === 'cursor' && LINK.test(element.localName)) return false;
  const { style } = element as HTMLElement;
  return style.length === 0 || style[property as 'display'] === '';
}

function isPlainWithAncestors(element: Element, property: string): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (!isPlain(at, property)) return false;
  }
  return true;
}

/**
 * Makes `getComputedStyle` faster, with the same answers. After each change of the document, jsdom
 * matches its whole default style sheet against an element again, which takes a seventh of the time
 * of the tests of the screens.
 */
export function hurryComputedStyle(): void {
  const real = window.getComputedStyle.bind(window);
  const known = new Map<string, string>();

  /** What is known of each element of this name, or undefined. */
  function plainValue(element: Element, name: string | symbol): string | undefined {
    if (typeof name !== 'string' || !Object.hasOwn(inherits, name)) return undefined;
    const isOf = inherits[name] === true ? isPlainWithAncestors : isPlain;
    if (!isOf(element, name) || !element.isConnected || saysSomething()) return undefined;
    const type = element.localName === 'input' ? element.getAttribute('type') : '';
    const key = `${name} ${element.namespaceURI} ${element.localName} ${type}`;
    const value = known.get(key) ?? real(element)[name as 'display'];
    known.set(key, value);
    return value;
  }

  window.getComputedStyle = (element, pseudo) => {
    if (pseudo) return real(element, pseudo);
    let whole: CSSStyleDeclaration | undefined;
    const computed = (): CSSStyleDeclaration => (whole ??= real(element));
    return new Proxy({} as CSSStyleDeclaration, {
      get(_target, name) {
        if (name === 'getPropertyValue') {
          return (property: string) =>
            plainValue(element, property) ?? computed().getPropertyValue(property);
        }
        const plain = plainValue(element, name);
        if (plain !== undefined) return plain;
        const value: unknown = Reflect.get(computed(), name);
        return typeof value === 'function' ? value.bind(computed()) : value;
      },
    });
  };
}

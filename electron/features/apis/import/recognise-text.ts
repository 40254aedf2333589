import type { ForeignFile } from '../../../../shared/domain/imported-api.ts';

/** How much of a file's start is searched, in UTF-16 code units. */
const LOOK = 4_000;

// A comment matches in only one way; otherwise a thousand comments would backtrack forever.
const lineComments = String.raw`(?:\/\/[^\n]*\n\s*|\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*`;
const hashComments = String.raw`(?:#[^\n]*\n\s*)*`;
const xmlComments = String.raw`(?:<!--(?:[^-]|-(?!->))*-->\s*)*`;
const docStrings = String.raw`(?:#[^\n]*\n\s*|"""(?:[^"]|"(?!""))*"""\s*|"(?!"")[^"\n]*"\s*\n\s*)*`;

/** Patterns that identify a text before it is parsed. */
const texts: readonly (readonly [found: ForeignFile, begins: RegExp])[] = [
  ['raml', /^#%RAML\b/u],
  ['api-blueprint', /^FORMAT: *1A\b/u],
  ['protobuf', new RegExp(String.raw`^${lineComments}syntax\s*=\s*["']proto`, 'u')],
  [
    'graphql',
    new RegExp(
      String.raw`^${docStrings}(?:extend\s+)?(?:(?:type|interface|enum|input|union)\s+\w[^\n]*|schema\b[^:\n]*)[{=]`,
      'u',
    ),
  ],
  [
    'graphql',
    new RegExp(String.raw`^${hashComments}(?:scalar\s+\w+\s*(?:\n|$)|directive\s+@\w+)`, 'u'),
  ],
  ['html', new RegExp(String.raw`^${xmlComments}<(?:!doctype\s+html|html|head|body)\b`, 'iu')],
  [
    'wsdl',
    /^<(?:\?xml|!--|[\w:]*definitions|[\w:]*description).*?(?:schemas\.xmlsoap\.org\/wsdl|www\.w3\.org\/ns\/wsdl)/su,
  ],
  ['wadl', /^<(?:\?xml|!--|[\w:]*application).*?wadl\.dev\.java\.net/su],
  ['xml', /^</u],
];

/** The format of a text that is neither YAML nor JSON, or undefined. */
export function recogniseText(text: string): ForeignFile | undefined {
  const start = text.slice(0, LOOK).trimStart();
  if (start === '') return text.trim() === '' ? 'empty' : undefined;
  return texts.find(([, begins]) => begins.test(start))?.[0];
}

/** The format of bytes that aren't text, or undefined. */
export function recogniseBytes(bytes: Uint8Array): ForeignFile | undefined {
  const begins = (...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (begins(0x1f, 0x8b) || begins(0x37, 0x7a, 0xbc, 0xaf) || begins(0x52, 0x61, 0x72, 0x21)) {
    return 'archive';
  }
  return undefined;
}

/** The local header of a ZIP archive's first entry, or the end of an empty one. */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, one, two] = bytes;
  return p === 0x50 && k === 0x4b && ((one === 3 && two === 4) || (one === 5 && two === 6));
}

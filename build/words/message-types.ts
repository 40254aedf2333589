import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

type Types = Map<string, Set<string>>;

/**
 * The TypeScript types of a catalogue's messages: each key with its message's arguments.
 *
 * @throws SyntaxError on the first message that isn't valid ICU.
 */
export function messageTypes(catalogue: Readonly<Record<string, string>>): string {
  const rows = Object.entries(catalogue).map(
    ([key, message]) => `  readonly '${key}': ${argumentsOf(message)};`,
  );
  return `${HEAD}export interface Messages {\n${rows.join('\n')}\n}\n`;
}

const HEAD =
  '// Generated from en.json by `npm run words`.\n\n' +
  '/** The text between `<name>` and `</name>`, which only `tParts` can fill. */\n' +
  'export interface Tag {\n  readonly isTag: never;\n}\n\n' +
  "/** Each message's arguments; null where it has none. */\n";

function argumentsOf(message: string): string {
  const types: Types = new Map();
  collect(parse(message), types);
  if (types.size === 0) return 'null';
  const fields = Array.from(
    types,
    ([name, kinds]) => `readonly ${name}: ${[...kinds].join(' & ')}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function collect(elements: readonly MessageFormatElement[], types: Types): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        // A name that also selects or counts has the narrower type already.
        if (!types.has(element.value)) types.set(element.value, new Set(['(string | number)']));
        break;
      case TYPE.number:
      case TYPE.plural:
        add(types, element.value, 'number');
        break;
      case TYPE.select:
        add(types, element.value, optionsOf(Object.keys(element.options)));
        break;
      case TYPE.tag:
        add(types, element.value, 'Tag');
        collect(element.children, types);
        break;
      default:
    }
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) collect(value, types);
    }
  }
}

function add(types: Types, name: string, type: string): void {
  const known = types.get(name);
  if (known === undefined || known.has('(string | number)')) types.set(name, new Set([type]));
  else known.add(type);
}

function optionsOf(names: readonly string[]): string {
  return `(${names.map((name) => `'${name}'`).join(' | ')})`;
}

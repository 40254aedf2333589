import type { Notes } from './notes.ts';
import { type References, withoutFragment } from './references.ts';
import { type Fields, isFields } from './tree.ts';

/**
 * Maps whose keys are names that the author chose, so that a schema's property called `default` or
 * `example` isn't mistaken for the keyword.
 */
const mapsOfNames = new Set([
  '$defs',
  'additionalOperations',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'encoding',
  'examples',
  'headers',
  'links',
  'mediaTypes',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'webhooks',
]);

/** Keywords that hold data: a `$ref` in an example request isn't a reference. */
const data = new Set(['const', 'default', 'enum', 'example', 'value']);

/**
 * Counts, in a note, the references to other documents that weren't followed: those of schemas,
 * parameters, responses and examples, which contain nothing that Latchkey stores.
 */
export function noteLeftOut(references: References, notes: Notes): void {
  const left: string[] = [];
  /** The ids of schemas in the document (JSON Schema `$id`). */
  const ids = new Set<string>();
  // What is still to visit. Three lists instead of one of objects: a large file has a million steps.
  const values: unknown[] = [];
  const keys: string[] = [];
  /** Whether the keys of a value are names, not keywords. */
  const named: boolean[] = [];
  const visitLater = (value: unknown, key: string, isNamed: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    values.push(value);
    keys.push(key);
    named.push(isNamed);
  };

  function look(holder: Fields, name: string, content: string): void {
    if (name === '$id') ids.add(withoutFragment(content));
    if (name !== '$ref' || references.wasFollowed(holder)) return;
    if (references.leadsOut(content)) left.push(content);
  }

  visitLater(references.root.value, '#', false);
  while (values.length > 0) {
    const value = values.pop();
    const key = keys.pop();
    const isNamed = named.pop() === true;
    // In reverse, so that they are visited in the file's order.
    if (Array.isArray(value)) {
      // In JSON Schema, `examples` is a list of data.
      if (key !== 'examples') for (const item of value.toReversed()) visitLater(item, '', false);
    } else if (isFields(value)) {
      const names = Object.keys(value);
      for (let place = names.length - 1; place >= 0; place -= 1) {
        const name = names[place] ?? '';
        const child = value[name];
        if (!isNamed && typeof child === 'string') look(value, name, child);
        if (typeof child !== 'object' || (!isNamed && isData(name))) continue;
        visitLater(child, name, !isNamed && mapsOfNames.has(name) && isFields(child));
      }
    }
  }
  for (const reference of left) {
    if (!ids.has(withoutFragment(reference))) notes.count('references-left-out', reference);
  }
}

function isData(key: string): boolean {
  return data.has(key) || key.startsWith('x-');
}

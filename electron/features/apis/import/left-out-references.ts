import type { Notes } from './notes.ts';
import { type References, withoutFragment } from './references.ts';
import { isFields, member, members } from './tree.ts';

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

interface Step {
  readonly value: unknown;
  readonly key: string;
  /** Whether the keys of `value` are names, not keywords. */
  readonly named: boolean;
}

/**
 * Counts, in a note, the references to other documents that weren't followed: those of schemas,
 * parameters, responses and examples, which contain nothing that Latchkey stores.
 */
export function noteLeftOut(references: References, notes: Notes): void {
  const left: string[] = [];
  /** The ids of schemas in the document (JSON Schema `$id`). */
  const ids = new Set<string>();
  const open: Step[] = [{ value: references.root.value, key: '#', named: false }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { value } = step;
    if (!step.named) {
      const id = member(value, '$id');
      if (typeof id === 'string') ids.add(withoutFragment(id));
      const reference = member(value, '$ref');
      if (
        typeof reference === 'string' &&
        !references.wasFollowed(value) &&
        references.leadsOut(reference)
      ) {
        left.push(reference);
      }
    }
    const next = nextSteps(step);
    // One by one, because a call with a hundred thousand arguments overflows the stack. In reverse,
    // so that they are visited in the file's order.
    for (let place = next.length - 1; place >= 0; place -= 1) {
      const one = next[place];
      if (one !== undefined) open.push(one);
    }
  }
  for (const reference of left) {
    if (!ids.has(withoutFragment(reference))) notes.count('references-left-out', reference);
  }
}

function nextSteps({ value, key, named }: Step): Step[] {
  const next: Step[] = [];
  if (Array.isArray(value)) {
    // In JSON Schema, `examples` is a list of data.
    if (key === 'examples') return next;
    for (const item of value as readonly unknown[]) {
      if (isContainer(item)) next.push({ value: item, key: '', named: false });
    }
    return next;
  }
  for (const [name, child] of members(value)) {
    if (!isContainer(child) || (!named && isData(name))) continue;
    next.push({
      value: child,
      key: name,
      named: !named && mapsOfNames.has(name) && isFields(child),
    });
  }
  return next;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isData(key: string): boolean {
  return data.has(key) || key.startsWith('x-');
}

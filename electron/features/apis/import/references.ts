import { type AppError, appError } from '../../../../shared/errors.ts';
import { documentLimits } from './limits.ts';
import type { Notes } from './notes.ts';
import { quote } from './text.ts';
import { below, isFields, member, members, text } from './tree.ts';

/**
 * Maps whose keys are names that the author chose, so that a schema's property called `default` or
 * `example` is not taken for the keyword.
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

/** Keywords that hold data: a `$ref` in an example of a request is no reference. */
const data = new Set(['const', 'default', 'enum', 'example', 'value']);

interface Step {
  readonly value: unknown;
  readonly key: string | number;
  readonly from?: Step;
  /** Whether the keys of `value` are names and no keywords. */
  readonly named: boolean;
}

/**
 * The first `$ref` of the document that leads out of it. Latchkey fetches nothing, from the net or
 * from the disk: such a file would be read in part, or be a way to make Latchkey reach out.
 *
 * Error: `import/remote-reference` with `reference` and `pointer`.
 */
export function remoteReference(document: unknown): AppError | undefined {
  const references: { readonly reference: string; readonly step: Step }[] = [];
  /** What the document itself answers to (JSON Schema `$id`, OpenAPI 3.2 `$self`). */
  const own = new Set<string>();
  const open: Step[] = [{ value: document, key: '#', named: false }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { value } = step;
    if (!step.named) {
      for (const name of ['$id', '$self']) {
        const id = member(value, name);
        if (typeof id === 'string') own.add(withoutFragment(id));
      }
      const reference = member(value, '$ref');
      if (typeof reference === 'string' && !isLocal(reference))
        references.push({ reference, step });
    }
    // One by one: a call with a hundred thousand arguments overflows the stack.
    for (const next of nextSteps(step).toReversed()) open.push(next);
  }
  const first = references.find(({ reference }) => !own.has(withoutFragment(reference)));
  return first && leadsOut(first.reference, first.step);
}

function nextSteps(step: Step): Step[] {
  const { value, named } = step;
  if (Array.isArray(value)) {
    // In JSON Schema `examples` is a list of data.
    if (step.key === 'examples') return [];
    return value.map((item: unknown, key) => ({ value: item, key, from: step, named: false }));
  }
  return members(value)
    .filter(([key, child]) => isContainer(child) && (named || !isData(key)))
    .map(([key, child]) => ({
      value: child,
      key,
      from: step,
      named: !named && mapsOfNames.has(key) && isFields(child),
    }));
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isData(key: string): boolean {
  return data.has(key) || key.startsWith('x-');
}

function isLocal(reference: string): boolean {
  return reference === '' || reference.startsWith('#');
}

function withoutFragment(reference: string): string {
  return reference.replace(/#.*$/su, '');
}

function leadsOut(reference: string, step: Step): AppError {
  const keys: (string | number)[] = [];
  for (let at: Step | undefined = step; at?.from; at = at.from) keys.push(at.key);
  return appError('import/remote-reference', {
    detail: {
      reference: quote(reference),
      pointer: quote(keys.toReversed().reduce<string>(below, '#')),
    },
  });
}

/**
 * What `value` stands for: itself, or the end of its chain of local `$ref`s (RFC 6901 pointers).
 * Undefined, with a note, if the chain leads nowhere or does not end.
 */
export function follow(document: unknown, value: unknown, notes: Notes): unknown {
  let at = value;
  for (let steps = 0; steps < documentLimits.references; steps += 1) {
    const reference = member(at, '$ref');
    if (typeof reference !== 'string') return at;
    at = pointedAt(document, reference);
    if (at === undefined) {
      notes.count('reference-not-found', reference);
      return undefined;
    }
  }
  notes.count('reference-in-circle', text(member(value, '$ref')));
  return undefined;
}

function pointedAt(document: unknown, reference: string): unknown {
  if (reference === '#') return document;
  if (!reference.startsWith('#/')) return undefined;
  return unescape(reference.slice(2))
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, key) => (Array.isArray(at) ? at[Number(key)] : member(at, key)),
      document,
    );
}

function unescape(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

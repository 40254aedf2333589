import type { Notes } from './notes.ts';
import { follow } from './references.ts';
import { member, members } from './tree.ts';

/** The fixed fields of a Path Item that are operations; `query` since OpenAPI 3.2. */
const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
]);

/** Every operation of the paths and webhooks, in the file's order; callbacks are other people's APIs. */
export function operationsOf(document: unknown, notes: Notes): unknown[] {
  const pathItems = [
    ...members(member(document, 'paths')).filter(([path]) => !path.startsWith('x-')),
    ...members(member(document, 'webhooks')),
  ];
  return pathItems.flatMap(([, pathItem]) => {
    const target = follow(document, pathItem, notes);
    // Beside a `$ref` a Path Item may have operations of its own (OpenAPI 3.1 section 4.8.9.1).
    return (target === pathItem ? [target] : [pathItem, target]).flatMap(ownOperations);
  });
}

function ownOperations(pathItem: unknown): unknown[] {
  return members(pathItem).flatMap(([key, value]) => {
    if (key === 'additionalOperations') return members(value).map(([, operation]) => operation);
    return methods.has(key) ? [value] : [];
  });
}

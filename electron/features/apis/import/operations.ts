import type { Located, References } from './references.ts';

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

/** Path items and operations of paths and webhooks, in file order; callbacks are others' APIs. */
export function operationsOf(references: References): unknown[] {
  const { root, get, entries, follow } = references;
  const pathItems = [
    ...entries(get(root, 'paths', 'path-item')).filter(([path]) => !path.startsWith('x-')),
    ...entries(get(root, 'webhooks', 'path-item')),
  ];
  return pathItems.flatMap(([, pathItem]) => {
    const target = follow(pathItem, 'path-item');
    // Next to a `$ref`, a Path Item may have its own operations (OpenAPI 3.1 section 4.8.9.1).
    const both = target === pathItem ? [target] : [pathItem, target];
    return both.flatMap((item) => (item ? ownOperations(references, item) : []));
  });
}

function ownOperations({ entries, follow }: References, pathItem: Located): unknown[] {
  const own = entries(pathItem).flatMap(([key, value]) => {
    if (key === 'additionalOperations') return entries(value);
    return methods.has(key) ? [[key, value] as const] : [];
  });
  // OpenAPI defines no `security` for a path item, but some people write it there.
  return [pathItem.value, ...own.map(([, operation]) => follow(operation, 'path-item')?.value)];
}

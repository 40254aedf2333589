import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { DocumentLimits } from './limits.ts';
import { placeOf } from './place.ts';
import { quote } from './text.ts';
import { type Fields, isFields } from './tree.ts';

/** A value and its size with aliases expanded: a few lines of YAML can mean 10^9 values. */
interface Grown {
  readonly value: unknown;
  readonly weight: number;
  readonly depth: number;
}

const nothing: Grown = { value: null, weight: 1, depth: 1 };

/**
 * Plain values of a composed YAML document. An alias shares its anchor's value, so nothing is
 * copied; its weight still counts, because every walk of the tree visits the value again at each
 * alias. The recursion is safe: the parser has refused anything deeper than `limits.depth`.
 *
 * Errors: `import/duplicate-key`, `import/alias-bomb`, `import/too-deep`,
 * `import/too-many-values`, and `import/not-yaml-or-json` for an alias without its anchor.
 */
export function yamlToTree(
  text: string,
  document: Document.Parsed,
  limits: DocumentLimits,
): Result<unknown, AppError> {
  const anchors = new Map<string, Grown>();
  let error: AppError | undefined;
  let total = 0;

  function refuse(code: AppError['code'], at: ParsedNode, detail: Record<string, string | number>) {
    error ??= appError(code, { detail: { ...detail, ...placeOf(text, at.range[0]) } });
    return nothing;
  }

  function grow(node: ParsedNode | null): Grown {
    // After the first error, skip the rest.
    if (error !== undefined || node === null) return nothing;
    if (isAlias(node)) return growAlias(node);
    total += 1;
    if (total > limits.values) {
      return refuse('import/too-many-values', node, { limit: limits.values });
    }
    const grown = isMap(node) ? growMap(node) : isSeq(node) ? growList(node) : growScalar(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, grown);
    return grown;
  }

  function growAlias(node: ParsedNode & { source: string }): Grown {
    const target = anchors.get(node.source);
    if (!target) {
      const message = `The alias *${quote(node.source)} comes before its anchor or is inside it`;
      return refuse('import/not-yaml-or-json', node, { reason: 'BAD_ALIAS', message });
    }
    total += target.weight;
    return total > limits.values
      ? refuse('import/alias-bomb', node, { limit: limits.values })
      : target;
  }

  /** The container of `children`: one value more, one level deeper. */
  function around(node: ParsedNode, value: unknown, children: readonly Grown[]): Grown {
    let weight = 1;
    let depth = 0;
    for (const child of children) {
      weight += child.weight;
      depth = Math.max(depth, child.depth);
    }
    return depth < limits.depth
      ? { value, weight, depth: depth + 1 }
      : refuse('import/too-deep', node, { limit: limits.depth });
  }

  function growList(node: YAMLSeq.Parsed): Grown {
    const children = node.items.map((item) => grow(item));
    return around(
      node,
      children.map((child) => child.value),
      children,
    );
  }

  function growMap(node: YAMLMap.Parsed): Grown {
    // Without a prototype, `__proto__` is a key like any other.
    const map: Record<string, unknown> = Object.create(null);
    const children: Grown[] = [];
    const merged: unknown[] = [];
    for (const { key, value } of node.items) {
      const child = grow(value);
      const name = isScalar(key) ? keyOf(key) : '';
      children.push(child);
      if (isMergeKey(key) && isMergeable(child.value)) {
        merged.push(child.value);
      } else if (Object.hasOwn(map, name)) {
        return refuse('import/duplicate-key', key, { key: quote(name) });
      } else {
        map[name] = child.value;
      }
    }
    for (const source of merged.flat()) merge(map, source);
    return around(node, map, children);
  }

  const { value } = grow(document.contents);
  return error === undefined ? ok(value) : err(error);
}

/** A number stays as written: `version: 1.10` isn't 1.1. */
function growScalar(node: ParsedNode): Grown {
  if (!isScalar(node)) return nothing;
  const { value, source } = node;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return { value: isNumber ? (source ?? String(value)) : value, weight: 1, depth: 1 };
}

function keyOf(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

/** https://yaml.org/type/merge.html: an unquoted `<<` with a map, or a list of maps. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

function isMergeable(value: unknown): boolean {
  return isFields(value) || (Array.isArray(value) && value.every(isFields));
}

/** The map's own members win, then earlier merged ones. */
function merge(map: Record<string, unknown>, source: unknown): void {
  if (!isFields(source)) return;
  for (const [key, value] of Object.entries(source satisfies Fields)) {
    if (!Object.hasOwn(map, key)) map[key] = value;
  }
}

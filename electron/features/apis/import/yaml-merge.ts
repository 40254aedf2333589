import { err, ok, type Result } from '../../../../shared/result.ts';
import type { DocumentLimits } from './limits.ts';
import { isFields } from './tree.ts';
import type { YamlFault } from './yaml-fault.ts';

/** Marks an unquoted `<<` in a tree until it is merged; no text contains a lone surrogate. */
export const mergeMark = '\ud800<<';

/** The size of a value once its aliases are expanded: a few lines of YAML can mean 10^9 values. */
interface Weight {
  readonly values: number;
  readonly depth: number;
}

const scalar: Weight = { values: 1, depth: 1 };

class Refused extends Error {
  readonly fault: YamlFault;
  constructor(code: YamlFault['code'], reason?: string) {
    super(code);
    this.fault = { code, ...(reason !== undefined && { reason }) };
  }
}

/**
 * Applies the merge keys of a freshly parsed tree (https://yaml.org/type/merge.html) in place, and
 * refuses a tree that is too large. An alias shares its anchor's value, so nothing is copied; its
 * weight still counts, because every walk of the tree visits the value again at each alias.
 *
 * Faults, without a position: `import/too-many-values`, `import/alias-bomb`, `import/too-deep`,
 * `import/not-yaml-or-json` for an alias inside its anchor or a key that is a map.
 */
export function mergeAndWeigh(tree: unknown, limits: DocumentLimits): Result<unknown, YamlFault> {
  /** The weight of each map and list; null while it is being computed. */
  const known = new Map<object, Weight | null>();
  let total = 0;

  function weigh(value: unknown): Weight {
    if (typeof value !== 'object' || value === null) {
      count(1, 'import/too-many-values');
      return scalar;
    }
    const so = known.get(value);
    if (so === null) throw new Refused('import/not-yaml-or-json', 'BAD_ALIAS');
    if (so !== undefined) {
      count(so.values, 'import/alias-bomb');
      return so;
    }
    known.set(value, null);
    count(1, 'import/too-many-values');
    let values = 1;
    let depth = 0;
    for (const child of Array.isArray(value) ? value : Object.values(value)) {
      const weight = weigh(child);
      values += weight.values;
      depth = Math.max(depth, weight.depth);
    }
    if (depth >= limits.depth) throw new Refused('import/too-deep');
    if (isFields(value)) finish(value);
    const weight = { values, depth: depth + 1 };
    known.set(value, weight);
    return weight;
  }

  function count(values: number, code: YamlFault['code']): void {
    total += values;
    if (total > limits.values) throw new Refused(code);
  }

  try {
    weigh(tree);
    return ok(tree);
  } catch (error) {
    if (error instanceof Refused) return err(error.fault);
    throw error;
  }
}

/** The map's own members win, then earlier merged ones. */
function finish(map: Record<string, unknown>): void {
  // The parser turns a map used as a key, as in an unquoted `{{baseUrl}}`, into this.
  if (Object.hasOwn(map, '[object Object]')) {
    throw new Refused('import/not-yaml-or-json', 'NON_STRING_KEY');
  }
  if (!Object.hasOwn(map, mergeMark)) return;
  const merged = map[mergeMark];
  delete map[mergeMark];
  const sources = Array.isArray(merged) ? merged : [merged];
  if (!sources.every(isFields)) {
    map['<<'] = merged;
    return;
  }
  for (const [key, value] of sources.flatMap((source) => Object.entries(source))) {
    if (Object.hasOwn(map, key)) continue;
    // Assigning to `__proto__` would not create a member.
    Object.defineProperty(map, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

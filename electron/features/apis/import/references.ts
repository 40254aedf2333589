import { type AppError, appError } from '../../../../shared/errors.ts';
import { documentLimits } from './limits.ts';
import type { Notes } from './notes.ts';
import { quote } from './text.ts';
import { below, member, members, text } from './tree.ts';

/** A document, and the base address of its relative references. */
interface Home {
  readonly document: unknown;
  readonly address: string;
}

/** A value and its position. */
export interface Located {
  readonly value: unknown;
  readonly home: Home;
  /** A JSON pointer in its fragment form. */
  readonly pointer: string;
}

/** The kinds of objects that Latchkey follows references to. */
export type Needed = 'info' | 'path-item' | 'security-scheme';

/** The files imported with this one, by address, parsed on demand. */
export type Companions = (address: string) => unknown;

export interface References {
  readonly root: Located;
  /**
   * Resolves `at`: itself, or the end of its chain of references. Undefined, with a note, if the
   * chain is broken or circular, or leads to a file that wasn't imported.
   */
  readonly follow: (at: Located, needed: Needed) => Located | undefined;
  /** The member `key`, with references followed; its value is undefined if there is none. */
  readonly get: (at: Located, key: string, needed: Needed) => Located;
  /** The members of a map, with references not yet followed. */
  readonly entries: (at: Located) => readonly (readonly [string, Located])[];
  /** The addresses of files that were needed but not imported. */
  readonly missing: () => readonly string[];
  /** Why the file can't be read without them, if so. */
  readonly refusal: () => AppError | undefined;
  /** Whether the reference in this object was followed. */
  readonly wasFollowed: (holder: unknown) => boolean;
  /** Whether a reference points to another document. */
  readonly leadsOut: (reference: string) => boolean;
}

/**
 * Follows the references of one file: within it, by its own address or its `$self` (OpenAPI 3.2
 * section 4.1.2.2), and into files that were imported with it. Nothing else is ever opened.
 */
export function referencesOf(
  document: unknown,
  address: string,
  companions: Companions,
  notes: Notes,
): References {
  const self = text(member(document, '$self'));
  const base = withoutFragment(resolve(self, address) ?? address);
  const home: Home = { document, address: base };
  const root: Located = { value: document, home, pointer: '#' };
  const own = new Set([base, address]);
  const followed = new Set<unknown>();
  const missing = new Set<string>();
  let refusal: AppError | undefined;

  function homeOf(reference: string, from: Home): Home | string {
    if (reference === '' || reference.startsWith('#')) return from;
    const target = withoutFragment(resolve(reference, from.address) ?? reference);
    if (own.has(target)) return home;
    const other = companions(target);
    return other === undefined ? target : { document: other, address: target };
  }

  function step(at: Located, reference: string, needed: Needed): Located | undefined {
    followed.add(at.value);
    const target = homeOf(reference, at.home);
    if (typeof target === 'string') {
      missing.add(target);
      refusal ??= appError('import/remote-reference', {
        detail: { reference: quote(reference), pointer: quote(at.pointer), needed },
      });
      return undefined;
    }
    const fragment = reference.includes('#') ? reference.replace(/^[^#]*/su, '') : '#';
    const value = pointedAt(target.document, fragment);
    if (value !== undefined) return { value, home: target, pointer: fragment };
    notes.count('reference-not-found', reference);
    return undefined;
  }

  function follow(start: Located, needed: Needed): Located | undefined {
    let at = start;
    for (let steps = 0; steps < documentLimits.references; steps += 1) {
      const reference = member(at.value, '$ref');
      if (typeof reference !== 'string') return at;
      const next = step(at, reference, needed);
      if (next === undefined) return undefined;
      at = next;
    }
    notes.count('reference-in-circle', text(member(start.value, '$ref')));
    return undefined;
  }

  function child(at: Located, key: string, value: unknown): Located {
    return { value, home: at.home, pointer: below(at.pointer, key) };
  }

  return {
    root,
    follow,
    get: (at, key, needed) => {
      const found = child(at, key, member(at.value, key));
      return follow(found, needed) ?? { ...found, value: undefined };
    },
    entries: (at) => members(at.value).map(([key, value]) => [key, child(at, key, value)]),
    missing: () => [...missing],
    refusal: () => refusal,
    wasFollowed: (holder) => followed.has(holder),
    leadsOut: (reference) => homeOf(reference, home) !== home,
  };
}

/** Undefined for an invalid address. */
function resolve(reference: string, base: string): string | undefined {
  // URL parsers trim white space, but a valid reference has none around it.
  if (reference !== reference.trim() || !URL.canParse(reference, base)) return undefined;
  return new URL(reference, base).href;
}

export function withoutFragment(reference: string): string {
  return reference.replace(/#.*$/su, '');
}

function pointedAt(document: unknown, fragment: string): unknown {
  if (fragment === '#') return document;
  if (!fragment.startsWith('#/')) return undefined;
  return unescape(fragment.slice(2))
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

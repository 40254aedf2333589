import type { Notes } from './notes.ts';
import { quote } from './text.ts';
import { member, text } from './tree.ts';

/** Tools' placeholders for a base URL: `{{baseUrl}}`, `${HOST}`, `%HOST%`. */
const template = /\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\([^()]*\)|%[A-Z][A-Z0-9_]{2,}%/gu;

/** Marks a placeholder without a value; it never occurs in a URL. */
const unknown = '\0';

/** `https://`, `//`, and the common mistake `https:/`. */
const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^https?:\/?(?!\/)/iu;

/** A name with a port, a name with a top-level domain, an IPv4 address, localhost. */
const host =
  /^(?:[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*:\d{1,5}|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|\d{1,3}(?:\.\d{1,3}){3}|localhost)$/iu;

/** A URL with its variables filled in, and its path. */
export interface ServerPath {
  /** The URL with its variables filled in. */
  readonly url: string;
  /** Its path, without query and fragment; '' if it has none. */
  readonly path: string;
}

/**
 * The path of `servers[].url` or `basePath`, whatever people write there: an absolute or relative
 * URL, a host without a scheme, or a tool's template. There are no network lookups. The notes say
 * what was filled in, left out or guessed; `context` completes them.
 */
export function serverPath(
  written: string,
  variables: unknown,
  notes: Notes,
  context: (path: string) => string,
): ServerPath {
  const trimmed = written.trim();
  const plain = trimmed.replace(template, unknown);
  const filled = fillIn(plain, variables);
  const { path, hostOnly } = pathOf(filled);
  const kept = untilUnknown(path);
  const url = filled.replaceAll(unknown, '');
  const shown = context(kept) || '/';
  if (plain !== trimmed) {
    notes.add('server-is-a-template', { url: quote(trimmed), context: quote(shown) });
  } else if (filled !== plain) {
    notes.add('server-with-variables', { url: quote(trimmed), context: quote(shown) });
  }
  if (hostOnly !== undefined) {
    notes.add('server-without-scheme', {
      url: quote(trimmed),
      host: quote(hostOnly),
      context: quote(shown),
    });
  }
  return { url: plain === trimmed ? url : trimmed, path: kept };
}

/** The path of a server's URL, to tell whether several servers differ. */
export function plainPath(url: string): string {
  return pathOf(url.trim()).path;
}

function fillIn(url: string, variables: unknown): string {
  return url.replace(/\{([^{}]*)\}/gu, (_, name: string) => {
    const value = text(member(variables, name, 'default'));
    return value === '' ? unknown : value;
  });
}

function pathOf(url: string): { readonly path: string; readonly hostOnly?: string } {
  const [whole = ''] = url.split(/[?#]/u);
  const withScheme = whole.replace(new RegExp(`^${unknown}(?=:?//)`, 'u'), '').replace(/^:/u, '');
  if (scheme.test(withScheme)) {
    return { path: withScheme.replace(scheme, '').replace(/^[^/]*/u, '') };
  }
  const [first = '', ...rest] = whole.split('/');
  // A template before a path stands for a server.
  if (first.includes(unknown)) return { path: `/${rest.join('/')}` };
  return host.test(first) ? { path: `/${rest.join('/')}`, hostOnly: first } : { path: whole };
}

/**
 * Drops segments without a value. Leading ones stand for a server; at a later one the path is cut,
 * because the rest is unknown and no gateway would offer the path without that segment.
 */
function untilUnknown(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const first = segments.findIndex((segment) => !segment.includes(unknown));
  if (first === -1) return '';
  const known = segments.slice(first);
  const end = known.findIndex((segment) => segment.includes(unknown));
  return `/${(end === -1 ? known : known.slice(0, end)).join('/')}`;
}

import type { Notes } from './notes.ts';
import { quote } from './text.ts';
import { member, text } from './tree.ts';

/** What tools write where a base URL is filled in later: `{{baseUrl}}`, `${HOST}`, `%HOST%`. */
const template = /\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\([^()]*\)|%[A-Z][A-Z0-9_]{2,}%/gu;

/** Stands for what has no value: no URL holds it. */
const unknown = '\0';

/** `https://`, `//`, and what people write for them: `https:/`. */
const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^https?:\/?(?!\/)/iu;

/** A name with a port, a name with a top-level domain, an IPv4 address, localhost. */
const host =
  /^(?:[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*:\d{1,5}|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|\d{1,3}(?:\.\d{1,3}){3}|localhost)$/iu;

/** A URL as written, and what it means. */
export interface ServerPath {
  /** The URL with its variables filled in. */
  readonly url: string;
  /** The path of it, without query and fragment; '' where it has none. */
  readonly path: string;
}

/**
 * The path of `servers[].url` or `basePath`, whatever people write there: an absolute or relative
 * URL, a host without a scheme, a template of some tool. Nothing is looked up. The notes say what
 * was filled in, left out or guessed; `context` fills their blank.
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

/** The paths of several servers, to tell whether they differ. */
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
  // A template before a path means a server.
  if (first.includes(unknown)) return { path: `/${rest.join('/')}` };
  return host.test(first) ? { path: `/${rest.join('/')}`, hostOnly: first } : { path: whole };
}

/**
 * Without the segments that have no value. In front they stand for a server; from a later one on
 * the path is not known, and no gateway has what would be left of it.
 */
function untilUnknown(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const first = segments.findIndex((segment) => !segment.includes(unknown));
  if (first === -1) return '';
  const known = segments.slice(first);
  const end = known.findIndex((segment) => segment.includes(unknown));
  return `/${(end === -1 ? known : known.slice(0, end)).join('/')}`;
}

import { importedTextLimits } from '../../../../shared/domain/imported-api.ts';
import type { Notes } from './notes.ts';
import { plainPath, serverPath } from './server-path.ts';
import { quote } from './text.ts';
import { items, member, text } from './tree.ts';

/**
 * The path under which a gateway offers the API: starts with a slash, doesn't end with one, 2 to
 * 232 characters; `{version}` in it is a placeholder for the API's version. From `x-wso2-basePath`,
 * else `basePath` (Swagger 2), else the first of `servers`; without a path there, from the API's
 * name.
 */
export function contextOf(document: unknown, name: string, version: string, notes: Notes): string {
  const found =
    wso2Context(text(member(document, 'x-wso2-basePath')), version, notes) ||
    basePathContext(document, notes) ||
    serverContext(document, notes);
  const context = found || `/${slug(name) || 'api'}`;
  if (!found) notes.add('context-from-name', { context: quote(context) });
  return shortContext(context, notes);
}

export function shortContext(context: string, notes: Notes): string {
  const limit = importedTextLimits.context;
  if (context.length <= limit) return context;
  notes.add('context-shortened', { length: context.length, limit });
  const cut = context.slice(0, limit);
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).replace(/\/$/u, '');
}

/**
 * WSO2 writes the context that its gateway matches. Its portal appends the version ("/pets/1.0.0"),
 * which isn't part of the context that people know, or puts it where the context has `{version}`.
 * So a segment that equals the version is no coincidence.
 */
export function wso2Context(written: string, version: string, notes: Notes): string {
  const path = normalise(written, notes);
  const [last, ...before] = path.split('/').toReversed();
  const kept = before.toReversed().join('/');
  if ((last === version || last === '{version}') && kept !== '') {
    notes.add('version-left-out-of-context', { from: quote(written), version: quote(version) });
    return kept;
  }
  if (path === '/{version}') return `/${version}`;
  if (path === `/${version}`) return path;
  return path
    .split('/')
    .map((segment) => {
      if (segment === version) return '{version}';
      return segment === `v${version}` ? 'v{version}' : segment;
    })
    .join('/');
}

function basePathContext(document: unknown, notes: Notes): string {
  const written = text(member(document, 'basePath')).trim();
  if (written === '') return '';
  // Here "//v1" is a path, not a host.
  const isPath = written.startsWith('/') && !/[{}]|^\/\/[^/]*\.[^/]*\//u.test(written);
  if (isPath) return normalise(written, notes);
  const { path } = serverPath(written, undefined, notes, contextFrom);
  const context = normalise(path, notes);
  if (/^[a-z][a-z0-9+.-]*:\//iu.test(written)) {
    notes.add('base-path-is-a-url', { url: quote(written), context: quote(context || '/') });
  }
  return context;
}

function serverContext(document: unknown, notes: Notes): string {
  const servers = items(member(document, 'servers'));
  const [first] = servers;
  const { url, path } = serverPath(
    text(member(first, 'url')),
    member(first, 'variables'),
    notes,
    contextFrom,
  );
  const context = normalise(path, notes);
  const paths = new Set(servers.map((server) => plainPath(text(member(server, 'url')))));
  if (paths.size > 1) {
    notes.add('several-servers', { count: servers.length, used: quote(url) });
  }
  return context;
}

/** Returns '' for a path without segments. */
function normalise(path: string, notes: Notes): string {
  const { plain, context } = cleaned(path);
  if (context !== plain) notes.add('context-changed', { from: quote(path), to: quote(context) });
  return context;
}

function contextFrom(path: string): string {
  return cleaned(path).context;
}

function cleaned(path: string): { readonly plain: string; readonly context: string } {
  const kept: string[] = [];
  for (const segment of decode(path.trim()).split('/')) {
    // A URL resolver would resolve "." and ".." to another path (RFC 3986 section 5.2.4).
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const plain = kept.map((segment) => `/${segment}`).join('');
  return { plain, context: kept.map(clean).join('') };
}

/** Keeps letters and digits of any script, and what a path may have raw (RFC 3986 section 3.3). */
function clean(segment: string): string {
  const usable = segment.replace(/[^\p{L}\p{M}\p{N}._~!$&'()*+,;=:@{}-]+/gu, '-');
  return usable === '-' ? '' : `/${usable}`;
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

export function slug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}

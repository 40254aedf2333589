import { importedTextLimits } from '../../../../shared/domain/imported-api.ts';
import type { Notes } from './notes.ts';
import { quote } from './text.ts';
import { items, member, text } from './tree.ts';

/**
 * The path under which a gateway offers the API: starts with a slash, does not end with one, 2 to
 * 232 characters. From `x-wso2-basePath`, else `basePath` (Swagger 2), else the first of `servers`;
 * where they give no path, from the API's name.
 */
export function contextOf(document: unknown, name: string, version: string, notes: Notes): string {
  const found =
    wso2Context(document, version, notes) ||
    normalise(text(member(document, 'basePath')), notes) ||
    serverContext(document, notes);
  const context = found || `/${slug(name) || 'api'}`;
  if (!found) notes.add('context-from-name', { context: quote(context) });
  const limit = importedTextLimits.context;
  if (context.length <= limit) return context;
  notes.add('context-shortened', { length: context.length, limit });
  const cut = context.slice(0, limit);
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).replace(/\/$/u, '');
}

/**
 * WSO2 makes `x-wso2-basePath` of context and version ("/pets/1.0.0"), or has `{version}` in it;
 * the version at the end is the portal's doing and not part of the context that people know.
 */
function wso2Context(document: unknown, version: string, notes: Notes): string {
  const written = text(member(document, 'x-wso2-basePath'));
  const path = normalise(written.replaceAll('{version}', version), notes);
  const versioned = `/${version}`;
  if (!path.endsWith(versioned) || path === versioned) return path;
  notes.add('version-left-out-of-context', { from: quote(written), version: quote(version) });
  return path.slice(0, -versioned.length);
}

function serverContext(document: unknown, notes: Notes): string {
  const servers = items(member(document, 'servers'));
  const [first] = servers;
  const url = text(member(first, 'url'));
  const variables = member(first, 'variables');
  const filled = fillIn(url, variables);
  const context = normalise(pathOf(filled), notes);
  if (filled !== url) {
    notes.add('server-with-variables', { url: quote(url), context: quote(context || '/') });
  }
  const paths = new Set(servers.map((server) => pathOf(text(member(server, 'url')))));
  if (paths.size > 1) {
    notes.add('several-servers', { count: servers.length, used: quote(filled) });
  }
  return context;
}

/** A variable without a default leaves nothing: its segment disappears. */
function fillIn(url: string, variables: unknown): string {
  const filled = url.replace(/\{([^{}]*)\}/gu, (_, name: string) =>
    text(member(variables, name, 'default')),
  );
  // "/{nothing}/pets" must not become "//pets", whose "pets" is a host.
  return url.startsWith('//') ? filled : filled.replace(/^\/+/u, '/');
}

/** The path of an absolute or relative URL, without query and fragment. Nothing is looked up. */
function pathOf(url: string): string {
  return url
    .trim()
    .replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/iu, '')
    .replace(/[?#].*$/su, '');
}

/** '' for a path without segments. */
function normalise(path: string, notes: Notes): string {
  const kept: string[] = [];
  for (const segment of decode(path.trim()).split('/')) {
    // "." and ".." would mean another place to whoever resolves the URL (RFC 3986 section 5.2.4).
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const plain = kept.map((segment) => `/${segment}`).join('');
  const context = kept.map(clean).join('');
  if (context !== plain) notes.add('context-changed', { from: quote(path), to: quote(context) });
  return context;
}

/** Letters and digits of any script, and what a path may have unescaped (RFC 3986 section 3.3). */
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

function slug(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}

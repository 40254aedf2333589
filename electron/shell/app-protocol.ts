import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { directionOf } from '../../shared/words/languages.ts';
import type { Locale } from '../../shared/words/words.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

export const APP_ORIGIN = 'app://latchkey';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
}

const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

const notFound = (): Response => new Response('Not found', { status: 404 });

/**
 * Serves the built page, and nothing outside its folder.
 *
 * @param locale read on each load and put into the page's `<html>`.
 */
export function serveApp(session: Session, root: string, locale: () => Promise<Locale>): void {
  session.protocol.handle('app', (request) => answer(root, request, locale));
}

/**
 * Loads what answering takes. Node reads its classes of fetch at their first use, for about 30 ms,
 * and the page would wait for that.
 */
export function prepareToServe(): void {
  void new Response();
}

async function answer(
  root: string,
  request: Request,
  locale: () => Promise<Locale>,
): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' || `${url.protocol}//${url.host}` !== APP_ORIGIN) return notFound();
  const path = fileInside(root, url.pathname);
  const type = path === null ? undefined : TYPES[extname(path)];
  if (path === null || type === undefined) return notFound();
  let body: Buffer;
  try {
    body = await readFile(path);
  } catch {
    return notFound();
  }
  const headers = { ...COMMON_HEADERS, 'Content-Type': type };
  if (extname(path) !== '.html') return new Response(new Uint8Array(body), { headers });
  const nonce = randomBytes(16).toString('base64');
  return new Response(
    withLocale(body.toString('utf8'), await locale()).replaceAll('__CSP_NONCE__', nonce),
    {
      headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
    },
  );
}

/** The file that a URL's path names, or null if it is outside `root`. */
export function fileInside(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = normalize(join(root, decoded === '/' ? 'index.html' : decoded));
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null;
}

/** Put into the HTML, so that the page's first script knows it and nothing is rendered twice. */
function withLocale(html: string, { language, region = '' }: Locale): string {
  // The region comes from the system: remove anything that could end the attribute.
  const safe = region.replaceAll(/[^\w-]/g, '');
  const attributes = `lang="${language}" dir="${directionOf(language)}" data-region="${safe}"`;
  return html.replace('<html lang="en">', `<html ${attributes}>`);
}

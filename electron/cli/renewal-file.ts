import type { Renewal } from '../../shared/domain/renewal.ts';
import { t } from '../../shared/words/words.ts';
import { isExactNumber, parseExactly } from '../base/files/exact-json.ts';
import { readFileUpTo } from '../base/files/read-file.ts';
import { readTemplate, textOf } from './commands/inject.ts';
import { failureOf, refused } from './failure.ts';
import { type Reference, valueOf, valuesOf } from './reference.ts';
import { fillTemplate, referencesIn } from './template.ts';
import type { Workspace } from './workspace-access.ts';

/**
 * The new content of a file that is kept up to date. Of a `.env` and a JSON file only the one value
 * changes: the rest isn't ours.
 *
 * @returns null if it is up to date.
 */
export async function renewedContent(
  workspace: Workspace,
  renewal: Renewal,
  own: Reference,
): Promise<string | null> {
  const now = await currentContent(renewal.file);
  const next = await contentOf(workspace, renewal, own, now ?? '');
  return next === now ? null : next;
}

async function contentOf(
  workspace: Workspace,
  { format, name, template, file }: Renewal,
  own: Reference,
  now: string,
): Promise<string> {
  if (format === 'template') {
    const text = await readTemplate(template ?? '');
    return fillTemplate(text, await valuesOf(workspace, referencesIn(text)));
  }
  const token = await valueOf(workspace, own);
  if (format === 'jwt') return `${token}\n`;
  if (format === 'header') return `Authorization: Bearer ${token}\n`;
  return format === 'env' ? withVariable(now, name, token) : withProperty(now, name, token, file);
}

/** Bytes: a longer file isn't one of settings. */
const LIMIT = 16 * 1024 * 1024;

/** Sets a variable in the text of a `.env` file, wherever it is set; adds it at the end if it isn't there. */
export function withVariable(text: string, name: string, value: string): string {
  // Readers take the last of several lines.
  const line = new RegExp(`^(\\ufeff?[ \\t]*(?:export[ \\t]+)?)${name}[ \\t]*=.*$`, 'gmu');
  // A JWT has no character that a shell or a `.env` reader would change.
  if (text.search(line) !== -1)
    return text.replace(line, (_whole, before: string) => `${before}${name}=${value}`);
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}${name}=${value}\n`;
}

/** Sets a value in a JSON document; missing objects on the way are created. */
export function withProperty(text: string, path: string, value: string, file: string): string {
  const names = path.split('.');
  const last = names.at(-1) ?? '';
  const [mark = ''] = /^\ufeff?/u.exec(text) ?? [];
  const json = text.slice(mark.length);
  let root: unknown;
  try {
    root = json.trim() === '' ? {} : parseExactly(json);
  } catch {
    throw refused(t('cli.notJson', { file }));
  }
  let at = root;
  for (const name of names.slice(0, -1)) {
    if (!isObject(at)) throw refused(t('cli.noPlace', { path, file }));
    if (!Object.hasOwn(at, name)) setOwn(at, name, {});
    at = at[name];
  }
  if (!isObject(at)) throw refused(t('cli.noPlace', { path, file }));
  if (at[last] === value) return text;
  setOwn(at, last, value);
  const [, indent = '  '] = /^\{\r?\n([ \t]+)/u.exec(json) ?? [];
  return `${mark}${JSON.stringify(root, null, indent)}\n`;
}

/** Assigning to `__proto__` would change what every object inherits. */
function setOwn(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap && !isExactNumber(value);
}

/** A missing file is created. Ends the command if it isn't text, which would be damaged. */
async function currentContent(file: string): Promise<string | null> {
  const bytes = await readFileUpTo(file, LIMIT);
  if (!bytes.ok && bytes.error.detail?.['reason'] === 'ENOENT') return null;
  if (!bytes.ok) throw failureOf(bytes.error);
  return textOf(bytes.value, file);
}

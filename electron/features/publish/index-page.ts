import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { direction, language, t } from '../../../shared/words/words.ts';
import { paths } from './discovery.ts';

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

const link = (path: string): string => `<li><a href="${path}">${path}</a></li>`;

/** A page for people who open the issuer's address: no scripts, no styles, nothing external. */
export function indexPage(
  issuer: string,
  { number, at }: { readonly number: number; readonly at: number },
  keys: readonly SigningKey[],
  revoked: number,
): string {
  const files = Object.values(paths).filter((path) => path !== paths.page);
  return `<!doctype html>
<html lang="${language()}" dir="${direction()}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(t('publish.title', { issuer }))}</title>
<h1>${escaped(t('publish.title', { issuer }))}</h1>
<p>${escaped(t('publish.about'))}</p>
<p>${escaped(t('publish.number', { number, at: new Date(at).toISOString() }))}</p>
<h2>${escaped(t('publish.files'))}</h2>
<ul>
${files.map(link).join('\n')}
</ul>
<h2>${escaped(t('publish.keys'))}</h2>
<ul>
${keys.map(({ kid, algorithm }) => `<li><code>${escaped(kid)}</code> ${algorithm}</li>`).join('\n')}
</ul>
<p>${escaped(t('publish.revoked', { count: revoked }))}</p>
</html>
`;
}

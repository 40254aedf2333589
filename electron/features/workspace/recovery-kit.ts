import { direction, language, t } from '../../../shared/words/words.ts';

export interface RecoveryKit {
  readonly name: string;
  readonly owner: string;
  readonly file: string;
  readonly id: string;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** An HTML page to print. It loads nothing and runs no scripts. */
export function recoveryKitPage({ name, owner, file, id, code, at }: RecoveryKit): string {
  const facts = [
    [t('recoveryKit.workspace'), name],
    [t('recoveryKit.owner'), owner],
    [t('recoveryKit.file'), file],
    [t('recoveryKit.id'), id],
    [t('recoveryKit.date'), new Date(at).toISOString().slice(0, 10)],
  ] as const;
  const rows = facts.map(([term, value]) => `<dt>${term}</dt><dd>${escaped(value)}</dd>`);
  const steps = (['1', '2', '3'] as const).map(
    (step) => `<li>${t(`recoveryKit.how.${step}`)}</li>`,
  );
  return `<!doctype html>
<html lang="${language()}" dir="${direction()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(t('recoveryKit.title', { name }))}</title>
<style>
body { max-width: 40rem; margin: 3rem auto; padding: 0 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: #111; }
h1 { font-size: 22px; overflow-wrap: anywhere; }
h2 { font-size: 15px; }
.code { margin: 1.5rem 0; padding: 1rem; border: 2px solid #111; border-radius: 6px; font: 600 18px/1.4 ui-monospace, monospace; letter-spacing: 0.05em; text-align: center; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${escaped(t('recoveryKit.title', { name }))}</h1>
<p>${t('recoveryKit.intro')}</p>
<p>${t('recoveryKit.code')}</p>
<div class="code">${escaped(code)}</div>
<dl>${rows.join('\n')}</dl>
<h2>${t('recoveryKit.howTitle')}</h2>
<ol>${steps.join('\n')}</ol>
<p>${t('recoveryKit.keep')}</p>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (special) => entities[special] ?? special);
}

import { recoveryKitWords as words } from '../../../shared/words/en/recovery-kit.ts';

export interface RecoveryKit {
  readonly name: string;
  readonly owner: string;
  readonly file: string;
  readonly id: string;
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A page for a browser and a printer. It loads nothing and runs nothing. */
export function recoveryKitPage({ name, owner, file, id, code, at }: RecoveryKit): string {
  const facts = [
    [words.workspace, name],
    [words.owner, owner],
    [words.file, file],
    [words.id, id],
    [words.date, new Date(at).toISOString().slice(0, 10)],
  ] as const;
  const rows = facts.map(([term, value]) => `<dt>${term}</dt><dd>${escaped(value)}</dd>`);
  const steps = words.how.map((step) => `<li>${step}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(words.title(name))}</title>
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
<h1>${escaped(words.title(name))}</h1>
<p>${words.intro}</p>
<p>${words.code}</p>
<div class="code">${escaped(code)}</div>
<dl>${rows.join('\n')}</dl>
<h2>${words.howTitle}</h2>
<ol>${steps.join('\n')}</ol>
<p>${words.keep}</p>
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

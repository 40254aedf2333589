import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { findLiterals } from '../../../build/words/find-literals.ts';

/** What may be outside the catalogue, and why. */
const allowed = [
  ['electron/base/database/file-header.ts', 'SQLite format 3', 'a magic number'],
  [
    'electron/base/database/migrations/coverage.ts',
    'NEW.coverage <> (SELECT',
    'a condition of a trigger',
  ],
  ['electron/features/apis/import/yaml-strict.ts', 'several documents', 'a parser’s message'],
  ['electron/features/apis/import/yaml-to-tree.ts', 'The alias', 'a parser’s message'],
  ['electron/features/apis/import/yaml-tolerant.ts', 'several documents', 'a parser’s message'],
  ['electron/features/business-plans/rules.ts', '1000 requests', 'data of a new workspace'],
  ['electron/features/business-plans/rules.ts', '2000 requests', 'data of a new workspace'],
  ['electron/features/business-plans/rules.ts', '5000 requests', 'data of a new workspace'],
  ['electron/features/business-plans/rules.ts', 'Unlimited requests', 'data of a new workspace'],
  ['electron/features/gateways/engines/scripts.ts', 'Bearer realm', 'a header'],
  ['electron/features/gateways/engines/servers.ts', 'OAuth2TokenVerify', 'a directive of Apache'],
  ['renderer/features/gateways/engine-page.tsx', 'curl -i', 'a command'],
  ['shared/domain/engines/proxies.ts', 'NGINX', 'names of programs'],
  ['shared/domain/engines/proxies.ts', 'Apache', 'names of programs'],
  ['shared/domain/engines/services.ts', 'Express', 'names of programs'],
  ['electron/shell/app-protocol.ts', 'Not found', 'an answer that no person sees'],
  ['electron/shell/guards.ts', 'MAP * ~NOTFOUND', 'a switch of Chromium'],
] as const;

function literals(): { readonly path: string; readonly text: string }[] {
  return ['renderer', 'electron', 'shared'].flatMap((side) =>
    readdirSync(join(projectRoot, side), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => join(side, path))
      .flatMap((path) =>
        findLiterals(path, readFileSync(join(projectRoot, path), 'utf8')).map(({ line, text }) => ({
          path,
          text: `${line}: ${text}`,
        })),
      ),
  );
}

function isAllowed({ path, text }: { readonly path: string; readonly text: string }): boolean {
  return allowed.some(([where, start]) => where === path && text.includes(`: ${start}`));
}

test('no text reaches the screen from outside the catalogue', () => {
  const found = literals();
  expect(found.filter((literal) => !isAllowed(literal))).toEqual([]);
  // A stale exception would hide the next violation.
  const unneeded = allowed.filter(
    ([where, start]) =>
      !found.some(({ path, text }) => path === where && text.includes(`: ${start}`)),
  );
  expect(unneeded).toEqual([]);
});

describe('finds', () => {
  test.each([
    ['text in JSX', 'const a = <p>Delete</p>;', 'Delete'],
    ['text in an expression', 'const a = <p>{isOpen ? "close" : t("ui.open")}</p>;', 'close'],
    ['text after a condition', 'const a = <p>{isOpen && "close"}</p>;', 'close'],
    ['a template', 'const a = <p>{`${count} tokens`}</p>;', '… tokens'],
    ['an attribute', 'const a = <input aria-label="Search" />;', 'Search'],
    ['a default', 'const a = <Field label={label ?? "name"} />;', 'name'],
    ['a property', 'showToast({ title: "saved" });', 'saved'],
    ['a menu', 'Menu.buildFromTemplate([{ label: "File" }]);', 'File'],
    ['a dialog', 'dialog.showMessageBox({ message: "sure?", buttons: [] });', 'sure?'],
    ['a notification', 'new Notification({ body: "expires soon" });', 'expires soon'],
    ['an error for a person', 'throw new Failure("no such file", 1);', 'no such file'],
    ['what a terminal shows', 'process.stdout.write(oneLine(`done ${n}`));', 'done …'],
    ['a sentence anywhere', 'const words = { a: "Choose a file." };', 'Choose a file.'],
  ])('%s', (_, code, text) => {
    expect(findLiterals('a.tsx', code)).toEqual([{ line: 1, text }]);
  });
});

describe('passes over', () => {
  test.each([
    ['keys of the catalogue', 'const a = <p title={t("tokens.title")}>{t("tokens.title")}</p>;'],
    ['a template key', 'const a = <p>{t(`tokens.states.${state}`)}</p>;'],
    ['a key in an object', 'ask({ title: "dialog.exportTokens" });'],
    ['errors of the program’s own', 'throw new Error("The row was not there");'],
    ['the log', 'log("latchkey", "The page is gone");'],
    ['SQL', 'db.prepare("SELECT id FROM token WHERE expires_at > ?");'],
    ['a subquery', 'const count = `(SELECT count(*) FROM ${table})`;'],
    ['what separates', 'const a = <p>{name} · {count}</p>;'],
    [
      'names of classes and ids',
      'const a = <p className="title" id="main" data-row="one">{x}</p>;',
    ],
  ])('%s', (_, code) => {
    expect(findLiterals('a.tsx', code)).toEqual([]);
  });
});

import { type Reference, readReference } from './reference.ts';

/**
 * `{{ latchkey:APP/TYPE#PART }}`. With a prefix of its own, so that a template may hold braces of
 * other tools, such as Helm or Ansible, which stay as they are.
 */
const PLACEHOLDER = /\{\{\s*latchkey:(?<reference>[^{}]+?)\s*\}\}/gu;

/** The references in a template, each once. Throws on one that can't be read. */
export function referencesIn(template: string): ReadonlyMap<string, Reference> {
  const texts = [...template.matchAll(PLACEHOLDER)].map(
    ({ groups }) => groups?.['reference'] ?? '',
  );
  return new Map(texts.map((text) => [text, readReference(text)]));
}

/** @param values by the reference as it is written. */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replaceAll(PLACEHOLDER, (_whole, reference: string) => {
    const value = values.get(reference);
    if (value === undefined) throw new Error('a reference without its value');
    return value;
  });
}

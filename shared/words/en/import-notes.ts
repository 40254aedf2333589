import type { ImportNote, ImportNoteCode } from '../../domain/imported-api.ts';
import { plural } from './plural.ts';

type Detail = NonNullable<ImportNote['detail']>;

/** "3 scopes (“read” and others)": how many there are, with the first as the example. */
function several(detail: Detail, one: string, many: string): string {
  const count = Number(detail['count'] ?? 1);
  const counted = plural(count, { one: `1 ${one}`, other: (n) => `${n} ${many}` });
  const { first } = detail;
  if (first === undefined) return counted;
  return `${counted} (“${first}”${count > 1 ? ' and others' : ''})`;
}

const shortened = (what: string) => (detail: Detail) =>
  `${what} has ${detail['length']} characters and was shortened to ${detail['limit']}.`;

/** What was derived, changed or left out, and why. One row a code: a missing one does not compile. */
const words: Readonly<Record<ImportNoteCode, (detail: Detail) => string>> = {
  'name-from-file': ({ name }) => `The file has no title, so its own name was taken: “${name}”.`,
  'name-shortened': shortened('The title'),
  'version-assumed': ({ version }) =>
    `The file tells no version, so ${version} was assumed. Change it if you know better.`,
  'version-shortened': shortened('The version'),
  'provider-shortened': shortened('The provider’s name'),
  'description-shortened': shortened('The description'),
  'context-from-name': ({ context }) =>
    `The file tells no base path, so the context ${context} was made of the name. Compare it with your gateway.`,
  'context-shortened': shortened('The base path'),
  'context-changed': ({ from, to }) =>
    `The base path “${from}” is not one that a context can be: it became ${to}.`,
  'version-left-out-of-context': ({ from, version }) =>
    `The base path “${from}” ends with the version ${version}. Latchkey keeps the version apart, so the context goes without it.`,
  'server-with-variables': ({ url, context }) =>
    `The server “${url}” has variables. With their defaults the context is ${context}.`,
  'several-servers': ({ count, used }) =>
    `The file names ${count} servers with different paths. The first one decided: ${used}.`,
  'scope-without-description': (detail) =>
    `Without a description in the file: ${several(detail, 'scope', 'scopes')}.`,
  'scope-name-unusable': (detail) =>
    `Left out: ${several(detail, 'scope', 'scopes')} with a space, a quote or a backslash in the name, or with more than 255 characters (RFC 6749 forbids it).`,
  'scope-description-shortened': (detail) =>
    `Shortened to ${detail['limit']} characters: the description of ${several(detail, 'scope', 'scopes')}.`,
  'scopes-of-other-scheme': (detail) =>
    `Left out: names in ${several(detail, 'requirement', 'requirements')} of a security scheme that is neither OAuth 2 nor OpenID Connect. They are no scopes.`,
  'scheme-unknown': (detail) =>
    `Left out: ${several(detail, 'requirement', 'requirements')} of a security scheme that the file does not define.`,
  'role-bindings-left-out': (detail) =>
    `Kept without their binding to roles of users: ${several(detail, 'scope', 'scopes')}. An application has no roles.`,
  'throttling-tier-not-a-plan': (detail) =>
    `Left out: ${several(detail, 'throttling tier', 'throttling tiers')}. A tier of this kind limits the rate of a path and is no business plan: choose those here.`,
  'reference-not-found': (detail) =>
    `Left out: ${several(detail, 'reference', 'references')} to a place that the file does not have.`,
  'reference-in-circle': (detail) =>
    `Left out: ${several(detail, 'reference', 'references')} that lead back to themselves.`,
};

/** The words for a note of the review. */
export function noteText({ code, detail }: ImportNote): string {
  return words[code](detail ?? {});
}

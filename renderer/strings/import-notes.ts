import type { ImportNote, ImportNoteCode } from '../../shared/domain/imported-api.ts';
import { foreignName } from './foreign-files.ts';
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

function contextIs(context: Detail[string] | undefined): string {
  return context === '/' ? 'it gives no context' : `the context is ${context}`;
}

/** What was derived, changed or left out, and why. One row a code: a missing one does not compile. */
const words: Readonly<Record<ImportNoteCode, (detail: Detail) => string>> = {
  'read-from': ({ found }) =>
    `This is ${foreignName(found)} and no OpenAPI file. The context is what its requests or routes show, and only their scopes are known: check both.`,
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
    `The server “${url}” has variables. With their defaults, and without those that have none, ${contextIs(context)}.`,
  'server-is-a-template': ({ url, context }) =>
    `The server “${url}” is filled in by another tool. Without that, ${contextIs(context)}.`,
  'server-without-scheme': ({ url, host, context }) =>
    `The server “${url}” has no scheme such as https://, so “${host}” was read as a host and ${contextIs(context)}.`,
  'base-path-is-a-url': ({ url, context }) =>
    `The base path “${url}” is a whole URL. Its path ${context} is the context.`,
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
  'scopes-unreadable': (detail) =>
    `Left out: ${several(detail, 'entry', 'entries')} in a list of scopes that can’t be read as a scope.`,
  'role-bindings-left-out': (detail) =>
    `Kept without their binding to roles of users: ${several(detail, 'scope', 'scopes')}. An application has no roles.`,
  'throttling-tier-not-a-plan': (detail) =>
    `Left out: ${several(detail, 'throttling tier', 'throttling tiers')}. A tier of this kind limits the rate of a path and is no business plan: choose those here.`,
  'references-left-out': ({ count }) =>
    plural(Number(count), {
      one: 'Left out: 1 reference to another file. Nothing that Latchkey reads is in it.',
      other: (n) =>
        `Left out: ${n} references to other files. Nothing that Latchkey reads is in them.`,
    }),
  'reference-not-found': (detail) =>
    `Left out: ${several(detail, 'reference', 'references')} to a place that the file does not have.`,
  'reference-in-circle': (detail) =>
    `Left out: ${several(detail, 'reference', 'references')} that lead back to themselves.`,
};

/** The words for a note of the review. */
export function noteText({ code, detail }: ImportNote): string {
  return words[code](detail ?? {});
}

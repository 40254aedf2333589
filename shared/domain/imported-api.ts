import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { contextSchema, scopeSchema } from './api.ts';
import { descriptionSchema, labelSchema, nameSchema } from './text.ts';

/**
 * The longest that each text of an imported API may be, in UTF-16 code units (what `.length`
 * counts): the limits of `apiDraftSchema`, so that an imported API can be edited. WSO2's own
 * (publisher-api.yaml: name 60, version 30) would refuse files that people use every day; the
 * context's 232 and the description's 32766 are WSO2's. Longer texts are shortened, with a note.
 */
export const importedTextLimits = {
  name: 120,
  version: 60,
  context: 232,
  provider: 200,
  description: 32_766,
  scopeName: 255,
  scopeDisplayName: 255,
  scopeDescription: 2_048,
} as const;

/** How many scopes one API may define; Microsoft Graph, the largest known, has some 700. */
export const maxImportedScopes = 5_000;

/**
 * What the reader derived, changed or left out, and why. The messages are in shared/words;
 * the comment at each code lists the members of `detail`. `count` is the number of occurrences,
 * `first` the first of them.
 */
export const importNoteCodes = [
  /** A collection or configuration of another program. { found }, a `ForeignFile` */
  'read-from',
  /** `info.title` is missing. { name } */
  'name-from-file',
  /** { length, limit } */
  'name-shortened',
  /** `info.version` is missing. { version } */
  'version-assumed',
  /** { length, limit } */
  'version-shortened',
  /** { length, limit } */
  'provider-shortened',
  /** { length, limit } */
  'description-shortened',
  /** Neither `x-wso2-basePath`, `basePath` nor `servers` give a path. { context } */
  'context-from-name',
  /** { length, limit } */
  'context-shortened',
  /** The path had characters that aren't allowed in a context. { from, to } */
  'context-changed',
  /** WSO2 writes `/context/version` into `x-wso2-basePath`; the version is kept apart. { from, version } */
  'version-left-out-of-context',
  /** The server's URL has variables: their defaults were used. { url, context } */
  'server-with-variables',
  /** The server's URL is a template of some tool, such as `{{baseUrl}}`. { url, context } */
  'server-is-a-template',
  /** The server's URL begins with something that looks like a host. { url, host, context } */
  'server-without-scheme',
  /** `basePath` (Swagger 2) is a whole URL. { url, context } */
  'base-path-is-a-url',
  /** The first server's path was used; other servers have different paths. { count, used } */
  'several-servers',
  /** { count, first } */
  'scope-without-description',
  /** Not what RFC 6749 section 3.3 allows, such as white space; or too long. { count, first } */
  'scope-name-unusable',
  /** { count, first, limit } */
  'scope-description-shortened',
  /** A requirement lists names for a scheme that is neither oauth2 nor openIdConnect. { count, first } */
  'scopes-of-other-scheme',
  /** A requirement names a scheme that the file does not define. { count, first } */
  'scheme-unknown',
  /** A value in a list of scopes isn't a scope. { count, first } */
  'scopes-unreadable',
  /** `x-scopes-bindings` and `x-wso2-scopes` bind scopes to users' roles; an application has none. { count, first } */
  'role-bindings-left-out',
  /** `x-throttling-tier` is a rate policy, not a business plan. { count, first } */
  'throttling-tier-not-a-plan',
  /** References to other files, for example from schemas. { count, first } */
  'references-left-out',
  /** A local `$ref` whose target doesn't exist. { count, first } */
  'reference-not-found',
  /** A local `$ref` that is circular or takes more than fifty steps. { count, first } */
  'reference-in-circle',
] as const;

export type ImportNoteCode = (typeof importNoteCodes)[number];

export const importNoteSchema = z.object({
  code: z.enum(importNoteCodes),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type ImportNote = z.infer<typeof importNoteSchema>;

/**
 * A scope as a person could have entered it. `displayName` defaults to the name, `description`
 * to ''.
 */
export const importedScopeSchema = scopeSchema;

export type ImportedScope = z.infer<typeof importedScopeSchema>;

/** What one OpenAPI file says about its API, for review before anything is stored. */
export const importedApiSchema = z.object({
  /** The file's name without its folder. */
  file: z.string(),
  name: nameSchema({ max: importedTextLimits.name }),
  version: nameSchema({ max: importedTextLimits.version }),
  context: contextSchema,
  /** '' if the file names no provider. */
  provider: labelSchema({ max: importedTextLimits.provider }),
  description: descriptionSchema({ max: importedTextLimits.description }),
  scopes: z.array(importedScopeSchema).max(maxImportedScopes),
  /** Each code at most once. */
  notes: z.array(importNoteSchema),
});

export type ImportedApi = z.infer<typeof importedApiSchema>;

/**
 * A file that couldn't be used. `error.detail` has the location, if known: `line` and
 * `column` (from 1) in the text, or `pointer`, a JSON pointer into the document (`#/paths/~1pets`).
 */
export const importProblemSchema = z.object({
  file: z.string(),
  error: appErrorSchema,
});

export type ImportProblem = z.infer<typeof importProblemSchema>;

/** Files that people mistake for OpenAPI: the `found` of `import/not-openapi`. */
export const foreignFiles = [
  'api-blueprint',
  'arazzo',
  'archive',
  'asyncapi',
  'google-discovery',
  'graphql',
  'har',
  'html',
  'insomnia-export',
  'json-schema',
  'kong-deck',
  'kubernetes',
  'openrpc',
  'overlay',
  'pdf',
  'postman-collection',
  'postman-environment',
  'protobuf',
  'raml',
  'wadl',
  'wsdl',
  'wso2-api-project',
  'xml',
  // None of these, but at least:
  'array',
  'empty',
  'object',
  'text',
] as const;

export type ForeignFile = (typeof foreignFiles)[number];

/** The text fields of an API that a repeated import may change. */
export const apiTextFields = ['name', 'version', 'context', 'provider', 'description'] as const;

export const apiDifferenceSchema = z.object({
  /** In the order of `apiTextFields`. */
  fields: z.array(
    z.object({ field: z.enum(apiTextFields), before: z.string(), after: z.string() }),
  ),
  /** In the file's order; `removed` in the stored order. */
  scopes: z.object({
    added: z.array(importedScopeSchema),
    removed: z.array(importedScopeSchema),
    changed: z.array(z.object({ before: importedScopeSchema, after: importedScopeSchema })),
  }),
});

export type ApiDifference = z.infer<typeof apiDifferenceSchema>;

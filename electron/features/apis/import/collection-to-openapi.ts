import type { ForeignFile } from '../../../../shared/domain/imported-api.ts';
import { plainPath } from './server-path.ts';
import { isFields, items, member, members, text } from './tree.ts';

/** A collection of requests, described as an OpenAPI document. */
export type OpenApiLike = Readonly<Record<string, unknown>>;

/** The maximum depth of nested folders in a collection, and the maximum number of requests. */
const MAX_DEPTH = 40;
const MAX_REQUESTS = 20_000;

interface Requests {
  readonly urls: string[];
  readonly scopes: Set<string>;
}

/**
 * The APIs in another program's file, converted so that they can be read as OpenAPI.
 * Empty if the file contains no request and no service.
 */
export function collectionToOpenApi(found: ForeignFile, document: unknown): OpenApiLike[] {
  switch (found) {
    case 'postman-collection':
      return postman(document);
    case 'insomnia-export':
      return member(document, 'resources') === undefined
        ? insomnia5(document)
        : insomnia4(document);
    case 'kong-deck':
      return deck(document);
    default:
      return [];
  }
}

function postman(document: unknown): OpenApiLike[] {
  const found: Requests = { urls: [], scopes: new Set() };
  const variables = new Map<string, string>();
  for (const variable of items(member(document, 'variable'))) {
    variables.set(text(member(variable, 'key')), text(member(variable, 'value')));
  }
  gather(document, 'item', found);
  // Version 1 keeps all requests in one list.
  for (const request of items(member(document, 'requests'))) gatherRequest(request, found);
  const info = member(document, 'info') ?? document;
  const version = member(info, 'version');
  const numbers = ['major', 'minor', 'patch'].map((part) => text(member(version, part)));
  return api(found, variables, {
    title: text(member(info, 'name')),
    version: text(version) || numbers.filter(Boolean).join('.'),
    description: description(member(info, 'description')),
  });
}

function insomnia4(document: unknown): OpenApiLike[] {
  const resources = items(member(document, 'resources')).slice(0, MAX_REQUESTS);
  const workspaces = resources.filter((one) => text(member(one, '_type')) === 'workspace');
  const parents = new Map(
    resources.map((one) => [text(member(one, '_id')), text(member(one, 'parentId'))]),
  );
  const isIn = (resource: unknown, workspace: string): boolean => {
    let id = text(member(resource, 'parentId'));
    for (let depth = 0; depth < MAX_DEPTH && id !== ''; depth += 1) {
      if (id === workspace) return true;
      id = parents.get(id) ?? '';
    }
    return false;
  };
  return workspaces.flatMap((workspace) => {
    const found: Requests = { urls: [], scopes: new Set() };
    const variables = new Map<string, string>();
    for (const resource of resources) {
      if (!isIn(resource, text(member(workspace, '_id')))) continue;
      if (text(member(resource, '_type')) === 'request') gatherRequest(resource, found);
      if (text(member(resource, '_type')) === 'environment') {
        addVariables(member(resource, 'data'), variables);
      }
    }
    return api(found, variables, {
      title: text(member(workspace, 'name')),
      description: text(member(workspace, 'description')),
    });
  });
}

function insomnia5(document: unknown): OpenApiLike[] {
  const found: Requests = { urls: [], scopes: new Set() };
  const variables = new Map<string, string>();
  addVariables(member(document, 'environments', 'data'), variables);
  for (const item of items(member(document, 'collection'))) gather(item, 'children', found);
  return api(found, variables, {
    title: text(member(document, 'name')),
    description: text(member(document, 'meta', 'description')),
  });
}

/** A Kong service is an API; its first route gives the path. */
function deck(document: unknown): OpenApiLike[] {
  const routes = items(member(document, 'routes'));
  return items(member(document, 'services')).flatMap((service) => {
    const name = text(member(service, 'name')) || text(member(service, 'host'));
    const own = [
      ...items(member(service, 'routes')),
      ...routes.filter((route) => {
        const of = member(route, 'service');
        return (text(of) || text(member(of, 'name'))) === name;
      }),
    ];
    // "~" marks a regular expression, of which only the literal start is a known path.
    const path = own
      .flatMap((route) => items(member(route, 'paths')))
      .map((path) =>
        text(path)
          .replace(/^~/u, '')
          .replace(/[\\([{^$*+?|].*$/su, ''),
      )
      .find((one) => one !== '' && one !== '/');
    const plugins = [service, ...own].flatMap((part) => items(member(part, 'plugins')));
    const scopes = plugins.flatMap((plugin) =>
      ['scopes', 'scopes_required'].flatMap((key) => items(member(plugin, 'config', key))),
    );
    const url = text(member(service, 'url'));
    const context = path ?? (plainPath(url) || text(member(service, 'path')));
    return name === '' && url === '' ? [] : [openApi({ title: name }, context, scopes.map(text))];
  });
}

/** A folder, a request, or both; the authentication of either may name scopes. */
function gather(part: unknown, childKey: string, found: Requests): void {
  const open: { readonly part: unknown; readonly depth: number }[] = [{ part, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.urls.length >= MAX_REQUESTS || next.depth > MAX_DEPTH) continue;
    gatherRequest(next.part, found);
    gatherRequest(member(next.part, 'request'), found);
    for (const child of items(member(next.part, childKey)).toReversed()) {
      open.push({ part: child, depth: next.depth + 1 });
    }
  }
}

function gatherRequest(request: unknown, { urls, scopes }: Requests): void {
  const url = member(request, 'url');
  const raw = text(url) || text(member(url, 'raw'));
  if (raw !== '') urls.push(raw);
  for (const auth of ['auth', 'authentication', 'helperAttributes']) {
    for (const scope of scopesOfAuth(member(request, auth))) scopes.add(scope);
  }
}

/** Postman 2.1 lists `{ key, value }`, 2.0 and Insomnia keep a map. */
function scopesOfAuth(auth: unknown): string[] {
  const oauth = member(auth, 'oauth2') ?? auth;
  const listed = items(oauth).find((entry) => text(member(entry, 'key')) === 'scope');
  const written = text(member(listed, 'value')) || text(member(oauth, 'scope'));
  // A variable isn't a scope.
  return written.split(/[\s,]+/u).filter((scope) => scope !== '' && !scope.includes('{{'));
}

function addVariables(data: unknown, variables: Map<string, string>): void {
  for (const [name, value] of members(data)) {
    if (text(value) !== '') variables.set(name, text(value));
  }
}

function description(value: unknown): string {
  return text(value) || text(member(value, 'content'));
}

function api(
  { urls, scopes }: Requests,
  variables: ReadonlyMap<string, string>,
  info: OpenApiLike,
): OpenApiLike[] {
  if (urls.length === 0) return [];
  const filled = urls.map((url) => fillIn(url, variables));
  return [openApi(info, commonPath(filled), [...scopes])];
}

/** Insomnia writes `{{ _.base_url }}`, Postman `{{base_url}}`; values may contain variables. */
function fillIn(url: string, variables: ReadonlyMap<string, string>): string {
  let filled = url;
  for (let depth = 0; depth < 3 && filled.includes('{{'); depth += 1) {
    filled = filled
      .slice(0, 4_000)
      .replace(
        /\{\{\s*(?:_\.)?([^{}]*?)\s*\}\}/gu,
        (whole, name: string) => variables.get(name) ?? whole,
      );
  }
  return filled;
}

/** The segments that all requests start with, up to the first that differs or is a parameter. */
function commonPath(urls: readonly string[]): string {
  const paths = urls.map((url) =>
    plainPath(url.replace(/^\{\{[^{}]*\}\}/u, ''))
      .split('/')
      .filter(Boolean)
      // The last segment belongs to the request.
      .slice(0, -1),
  );
  const [first = [], ...others] = paths;
  const end = first.findIndex(
    (segment, at) => /[:{]/u.test(segment) || others.some((path) => path[at] !== segment),
  );
  return (end === -1 ? first : first.slice(0, end)).map((segment) => `/${segment}`).join('');
}

function openApi(info: OpenApiLike, path: string, scopes: readonly string[]): OpenApiLike {
  const flows = { any: { scopes: [...scopes] } };
  return {
    openapi: '3.0.3',
    info,
    servers: [{ url: path }],
    components: { securitySchemes: { oauth2: { type: 'oauth2', flows } } },
  };
}

/** What the `api.yaml` of a WSO2 project (4.x with `data`, 3.x without) adds to its definition. */
export function withProject(definition: unknown, project: unknown): unknown {
  const data = member(project, 'data') ?? project;
  const id = member(data, 'id');
  const title = text(member(data, 'name')) || text(member(id, 'apiName'));
  const version = text(member(data, 'version')) || text(member(id, 'version'));
  if (!isFields(definition) || title === '' || version === '') return definition;
  const info = member(definition, 'info');
  const provider = text(member(data, 'provider')) || text(member(id, 'providerName'));
  const about = text(member(data, 'description')) || text(member(info, 'description'));
  const context = text(member(data, 'contextTemplate')) || text(member(data, 'context'));
  const hasVersion = context.includes('{version}') || context.split('/').includes(version);
  const scopes = items(member(data, 'scopes')).map((entry) => {
    const scope = member(entry, 'scope') ?? entry;
    return isFields(scope) && scope['key'] === undefined
      ? { key: scope['name'], name: scope['displayName'], description: scope['description'] }
      : scope;
  });
  const own = items(member(definition, 'x-wso2-security', 'apim', 'x-wso2-scopes'));
  return {
    ...definition,
    info: {
      ...(isFields(info) && info),
      title,
      version,
      description: about,
      ...(provider !== '' && { 'x-provider': provider }),
    },
    ...(context !== '' && {
      'x-wso2-basePath': hasVersion ? context : `${context}/{version}`,
    }),
    'x-wso2-security': { apim: { 'x-wso2-scopes': [...scopes, ...own] } },
  };
}

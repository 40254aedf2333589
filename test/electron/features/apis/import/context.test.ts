import { expect, test } from 'vitest';
import { versionedContext } from '../../../../../shared/domain/api.ts';
import { apiOf, codes, fixture, note, openApi } from './support.ts';

const server = (url: string, variables?: unknown) => ({ servers: [{ url, variables }] });
const none = { servers: undefined };

test.each<[Record<string, unknown>, string, string[]]>([
  // x-wso2-basePath goes first
  [{ 'x-wso2-basePath': '/petstore/v1' }, '/petstore/v1', []],
  [{ 'x-wso2-basePath': '/pets/1.0.0' }, '/pets', ['version-left-out-of-context']],
  [{ 'x-wso2-basePath': '/pets/{version}' }, '/pets', ['version-left-out-of-context']],
  [{ 'x-wso2-basePath': '/api/{version}/pets' }, '/api/{version}/pets', []],
  [{ 'x-wso2-basePath': '/api/1.0.0/pets' }, '/api/{version}/pets', []],
  [{ 'x-wso2-basePath': '/pets/v1.0.0' }, '/pets/v{version}', []],
  [{ 'x-wso2-basePath': '/1.0.0/pets/1.0.0' }, '/1.0.0/pets', ['version-left-out-of-context']],
  [{ 'x-wso2-basePath': '/{version}' }, '/1.0.0', []],
  [{ 'x-wso2-basePath': 'pets/', basePath: '/other' }, '/pets', []],
  [{ 'x-wso2-basePath': '/', basePath: '/other' }, '/other', []],
  [{ 'x-wso2-basePath': ['/pets'], basePath: '/other' }, '/other', []],
  // basePath
  [{ basePath: '/v1/pets/' }, '/v1/pets', []],
  [{ basePath: '//v1//pets' }, '/v1/pets', []],
  // servers
  [server('https://api.example/v2/pets?x=1#y'), '/v2/pets', []],
  [server('//api.example:8443/v2'), '/v2', []],
  [server('/v2'), '/v2', []],
  [server('v2'), '/v2', []],
  [server('https://api.example/caf%C3%A9'), '/café', []],
  [server('https://api.example/50%'), '/50-', ['context-changed']],
  [server('/a b/<c>'), '/a-b/-c-', ['context-changed']],
  [server('/a/../b/./c'), '/b/c', []],
  [server('/../../etc'), '/etc', []],
  [
    server('https://{h}/{v}/x', { h: { default: 'a' }, v: { default: 'v3' } }),
    '/v3/x',
    ['server-with-variables'],
  ],
  [server('/{missing}/x'), '/x', ['server-with-variables']],
  [
    server('{scheme}://{host}/x', { scheme: { default: 'https' }, host: {} }),
    '/x',
    ['server-with-variables'],
  ],
  [
    server('https://api.example/{v}', { v: { default: '../..' } }),
    '/pets',
    ['server-with-variables', 'context-from-name'],
  ],
  [{ servers: [{ url: 'https://a.example/v1' }, { url: 'https://b.example/v1' }] }, '/v1', []],
  [{ servers: [{ url: '/v1' }, { url: '/v2' }] }, '/v1', ['several-servers']],
  // A segment happens to be the version
  [server('https://api.example/1.0.0/pets'), '/1.0.0/pets', []],
  [{ basePath: '/1.0.0/pets' }, '/1.0.0/pets', []],
  // What isn't a URL
  [server('{{baseUrl}}'), '/pets', ['server-is-a-template', 'context-from-name']],
  [server('{{baseUrl}}/v1'), '/v1', ['server-is-a-template']],
  [server('https://{{host}}:8080/v1'), '/v1', ['server-is-a-template']],
  [server('https://api.example/{{v}}/x'), '/x', ['server-is-a-template']],
  [server('https://api.example/v1/{{tenant}}/x'), '/v1', ['server-is-a-template']],
  [server('${HOST}/v1'), '/v1', ['server-is-a-template']],
  [server('%API_HOST%/v1'), '/v1', ['server-is-a-template']],
  [server('localhost'), '/pets', ['server-without-scheme', 'context-from-name']],
  [server('localhost:3000'), '/pets', ['server-without-scheme', 'context-from-name']],
  [server('localhost:3000/v1'), '/v1', ['server-without-scheme']],
  [server('10.0.0.7/v1'), '/v1', ['server-without-scheme']],
  [server('api.depot.example/v1'), '/v1', ['server-without-scheme']],
  [server('depot-api:8080/v1'), '/v1', ['server-without-scheme']],
  [server('v1.0/pets'), '/v1.0/pets', []],
  [server('./v1'), '/v1', []],
  [server('https:/api.example/v1'), '/v1', []],
  [server('https://api.example/v1/{a}/x'), '/v1', ['server-with-variables']],
  [server('https://api.example/v1/x{a}'), '/v1', ['server-with-variables']],
  [
    server('{url}/v1', { url: { default: 'https://a.example/x' } }),
    '/x/v1',
    ['server-with-variables'],
  ],
  [{ basePath: 'https://depot.example/api' }, '/api', ['base-path-is-a-url']],
  [
    { basePath: 'https://depot.example', servers: [] },
    '/pets',
    ['base-path-is-a-url', 'context-from-name'],
  ],
  [{ basePath: 'depot.example/api' }, '/api', ['server-without-scheme']],
  [{ basePath: 'api' }, '/api', []],
  // The name
  [server('https://api.example'), '/pets', ['context-from-name']],
  [server('https://api.example/'), '/pets', ['context-from-name']],
  [none, '/pets', ['context-from-name']],
  [{ servers: { url: '/v1' } }, '/pets', ['context-from-name']],
  [{ servers: [null, 7] }, '/pets', ['context-from-name']],
])('%j gives %s', (more, context, notes) => {
  const api = apiOf(openApi(more));
  expect(api.context).toBe(context);
  expect(codes(api)).toEqual(notes);
});

test.each([
  ["Kate's Pet Shop (EU)", '/kates-pet-shop-eu'],
  ['Ça va: 花屋', '/ça-va-花屋'],
  ['🐈', '/api'],
])('the name %j gives %s', (title, context) => {
  const api = apiOf(openApi({ info: { title, version: '1' }, servers: [] }));
  expect(api.context).toBe(context);
  expect(note(api, 'context-from-name')).toEqual({ context });
});

test('a context is cut at 232 characters, with a note', () => {
  const api = apiOf(openApi(server(`/${'a/'.repeat(200)}`)));
  expect(api.context).toBe(`/${'a/'.repeat(115)}a`);
  expect(note(api, 'context-shortened')).toEqual({ length: 400, limit: 232 });
});

test.each([
  ['mustache', '/depot', ['server-is-a-template', 'context-from-name']],
  ['mustache-path', '/v1', ['server-is-a-template']],
  ['host-port', '/depot', ['server-without-scheme', 'context-from-name']],
  ['host-path', '/v1', ['server-without-scheme']],
  ['basepath-url', '/api', ['base-path-is-a-url']],
  ['variables-without-default', '/v1/sites', ['server-with-variables']],
])('the file %s gives %s', (name, context, notes) => {
  const api = apiOf(fixture(`field/server-that-is-no-url/${name}.yaml`));
  expect(api.context).toBe(context);
  expect(codes(api)).toEqual(notes);
});

test.each([
  ['in', '/depot/1.0.0/north'],
  ['template', '/1.0.0/depot'],
])('the context of %s.yaml is exact in a token', (name, context) => {
  const api = apiOf(fixture(`field/wso2-version-inside-the-base-path/${name}.yaml`));
  expect(versionedContext(api.context, api.version)).toBe(context);
});

import { fileURLToPath } from 'node:url';

/** The path of a file of the field. */
export const field = (name: string) =>
  fileURLToPath(new URL(`../fixtures/openapi/field/${name}`, import.meta.url));

/** Name, version, context as a token has it without its version, scopes, codes of the notes. */
type Read = readonly [
  name: string,
  version: string,
  context: string,
  scopes: string,
  notes: string,
];
const fromName = 'context-from-name';
const bare = 'scope-without-description';

/** What the program's own thread reads from each file in `field`. */
export const read: Readonly<Record<string, Read>> = {
  'yaml-quoted-line-at-parent-indent/in.yaml': [
    'Depot',
    '2.10',
    '/depot/v2',
    'box:read box:write',
    '',
  ],
  'yaml-quoted-line-at-parent-indent/in-column-0.yaml': ['Depot', '2.10', '/depot', '', fromName],
  'yaml-closing-brace-too-far-left/in.yaml': ['Depot', '1', '/depot', '', fromName],
  'refs-that-lead-out-only-in-schemas/in.yaml': [
    'Depot',
    '1.0',
    '/depot',
    'box:read',
    'references-left-out',
  ],
  'wso2-version-inside-the-base-path/in.yaml': ['Depot', '1.0.0', '/depot/{version}/north', '', ''],
  'wso2-version-inside-the-base-path/template.yaml': ['Depot', '1.0.0', '/{version}/depot', '', ''],
  'json-version-as-a-number/in-1.10.json': ['Depot', '1.10', '/depot', '', fromName],
  'json-version-as-a-number/in-1.0.json': ['Depot', '1.0', '/depot', '', fromName],
  'json-version-as-a-number/in-long.json': [
    'Depot',
    '20261125101112131415',
    '/depot',
    '',
    fromName,
  ],
  'json-with-comments/in.json': ['Depot', '1', '/depot', '', ''],
  'json-with-comments/before-the-brace.json': ['Depot', '1', '/depot', '', ''],
  'scopes-that-vanish/scopes-as-a-list.yaml': [
    'Depot',
    '1',
    '/depot',
    'box:read box:write',
    `${fromName} ${bare}`,
  ],
  'scopes-that-vanish/type-in-capitals.yaml': ['Depot', '1', '/depot', 'box:read', fromName],
  'scopes-that-vanish/security-as-a-map.yaml': [
    'Depot',
    '1',
    '/depot',
    'box:read',
    `${fromName} ${bare}`,
  ],
  'server-that-is-no-url/mustache.yaml': [
    'Depot',
    '1',
    '/depot',
    '',
    `server-is-a-template ${fromName}`,
  ],
  'server-that-is-no-url/mustache-path.yaml': ['Depot', '1', '/v1', '', 'server-is-a-template'],
  'server-that-is-no-url/host-port.yaml': [
    'Depot',
    '1',
    '/depot',
    '',
    `server-without-scheme ${fromName}`,
  ],
  'server-that-is-no-url/host-path.yaml': ['Depot', '1', '/v1', '', 'server-without-scheme'],
  'server-that-is-no-url/basepath-url.yaml': ['Depot', '1', '/api', '', 'base-path-is-a-url'],
  'server-that-is-no-url/variables-without-default.yaml': [
    'Depot',
    '1',
    '/v1/sites',
    '',
    'server-with-variables',
  ],
  'what-it-really-is/ends-with-dashes.yaml': ['A', '1', '/a', '', fromName],
  'what-it-really-is/kong.yaml': [
    'depot',
    '1.0.0',
    '/depot',
    '',
    `read-from version-assumed ${fromName}`,
  ],
  'what-it-really-is/project.zip': ['Depot', '1', '/depot', '', fromName],
  'openapi-3.2-references-to-itself/in.yaml': ['Depot', '1', '/depot', 'box:read box:list', bare],
};

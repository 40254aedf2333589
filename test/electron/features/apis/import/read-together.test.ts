import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type ReadingProgress,
  readOpenApiFiles,
} from '../../../../../electron/features/apis/import/read-files.ts';
import { importThread } from '../../../../support/import-thread.ts';
import { zip } from '../../../../support/zip.ts';

vi.setConfig({ testTimeout: 120_000 });

const thread = importThread();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-together-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes files and gives their paths, in that order. */
function files(under: string, contents: Readonly<Record<string, string | Uint8Array>>): string[] {
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, under, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  });
}

async function read(paths: readonly string[], limits = {}) {
  const { apis, problems } = await readOpenApiFiles(paths, { thread, limits });
  return {
    apis: apis.map(({ file, name, scopes }) =>
      [file, name].concat(scopes.map((scope) => scope.name)),
    ),
    problems: problems.map(({ file, error }) => [file, error.code]),
  };
}

const head = (title: string) => `openapi: 3.0.3\ninfo: { title: ${title}, version: "1" }\n`;
const depot = {
  'depot.yaml': `${head('Depot')}paths:\n  /boxes: { $ref: paths/boxes.yaml }\ncomponents: { securitySchemes: { auth: { $ref: "security.yaml#/auth" } } }\n`,
  'paths/boxes.yaml':
    'get: { security: [{ auth: [box:read] }] }\nput: { $ref: "../more.yaml#/put" }\n',
  'more.yaml': 'put: { security: [{ auth: [box:write] }] }\n',
  'security.yaml': 'auth: { type: oauth2, flows: { any: { scopes: { box:read: See boxes } } } }\n',
};
const found = { apis: [['depot.yaml', 'Depot', 'box:read', 'box:write']], problems: [] };

describe('files that refer to each other', () => {
  test('are read together, without errors for those that only help', async () => {
    expect(await read(files('together', depot))).toEqual(found);
  });

  test('alone, the first reports what is missing', async () => {
    const [first = ''] = files('alone', depot);
    const { problems } = await readOpenApiFiles([first], { thread });
    // The other files are in the same folder, but weren't chosen.
    expect(problems).toEqual([
      {
        file: 'depot.yaml',
        error: {
          code: 'import/remote-reference',
          detail: {
            reference: 'paths/boxes.yaml',
            pointer: '#/paths/~1boxes',
            needed: 'path-item',
          },
        },
      },
    ]);
  });

  test('with one missing, that one is named', async () => {
    const paths = files('partly', depot).filter((path) => !path.endsWith('more.yaml'));
    const { problems } = await readOpenApiFiles(paths, { thread });
    expect(problems.map(({ file, error }) => [file, error.detail?.['reference']])).toEqual([
      ['depot.yaml', '../more.yaml#/put'],
    ]);
  });

  test('files may refer to themselves and to each other in a circle', async () => {
    const paths = files('circle', {
      'a.yaml': `${head('A')}paths: { /x: { $ref: b.yaml } }\n`,
      'b.yaml': '$ref: "a.yaml#/paths/~1x"\n',
    });
    expect(await read(paths)).toEqual({ apis: [['a.yaml', 'A']], problems: [] });
  });

  test('beyond the size limit they count as missing', async () => {
    expect((await read(files('large', depot), { companionBytes: 100 })).problems).toContainEqual([
      'depot.yaml',
      'import/remote-reference',
    ]);
  });
});

describe('a folder', () => {
  test('is read with its subfolders, without hidden files and files that aren’t definitions', async () => {
    files('folder', {
      ...depot,
      'deep/er/lids.json': JSON.stringify({ openapi: '3.1.0', info: { title: 'Lids' } }),
      'package.json': '{"name": "x"}',
      'README.md': '# no definition',
      '.git/config.json': '{}',
      'node_modules/x/openapi.yaml': head('Hidden'),
      'broken.yaml': 'a: b: c\n',
    });
    symlinkSync('/etc', join(folder, 'folder', 'etc'));
    expect(await read([join(folder, 'folder')])).toEqual({
      apis: [
        ['folder/depot.yaml', 'Depot', 'box:read', 'box:write'],
        ['folder/deep/er/lids.json', 'Lids'],
      ],
      problems: [['folder/broken.yaml', 'import/not-yaml-or-json']],
    });
  });

  test('without an API is reported once', async () => {
    files('nothing', { 'a.json': '{}', 'b.json': '[]' });
    expect((await read([join(folder, 'nothing')])).problems).toEqual([
      ['nothing', 'import/nothing-found'],
    ]);
    mkdirSync(join(folder, 'empty'));
    expect((await read([join(folder, 'empty')])).problems).toEqual([
      ['empty', 'import/nothing-found'],
    ]);
  });

  test('with more files than the limit reports which were not read', async () => {
    files('many', { 'a.yaml': head('A'), 'b.yaml': head('B'), 'c.yaml': head('C') });
    expect(await read([join(folder, 'many')], { files: 2 })).toEqual({
      apis: [
        ['many/a.yaml', 'A'],
        ['many/b.yaml', 'B'],
      ],
      problems: [['many/c.yaml', 'import/too-many-files']],
    });
  });
});

function archive(entries: Parameters<typeof zip>[0]): string[] {
  return files('zip', { 'project.zip': zip(entries) });
}

describe('a ZIP archive', () => {
  test('becomes the API in the given example', async () => {
    const path = new URL(
      '../../../../fixtures/openapi/field/what-it-really-is/project.zip',
      import.meta.url,
    );
    const { apis, problems } = await readOpenApiFiles([fileURLToPath(path)], { thread });
    expect(problems).toEqual([]);
    expect(apis).toMatchObject([{ file: 'project.zip/Depot-1.0.0/Definitions/swagger.yaml' }]);
  });

  test('resolves references within itself', async () => {
    const paths = archive(Object.entries(depot).map(([name, content]) => ({ name, content })));
    expect((await read(paths)).apis).toEqual([
      ['project.zip/depot.yaml', 'Depot', 'box:read', 'box:write'],
    ]);
  });

  test('from apictl takes name, version, context and provider from its api.yaml', async () => {
    const project = `type: api\nversion: v4.2.0\ndata:\n  name: Depot\n  version: 2.0.0\n  context: /depot\n  provider: admin\n`;
    const paths = archive([
      { name: 'Depot-2.0.0/api.yaml', content: project },
      { name: 'Depot-2.0.0/Definitions/swagger.yaml', content: head('swagger') },
      { name: 'Depot-2.0.0/deployment_environments.yaml', content: 'type: deployment\n' },
    ]);
    const { apis, problems } = await readOpenApiFiles(paths, { thread });
    expect(problems).toEqual([]);
    expect(apis).toMatchObject([
      { name: 'Depot', version: '2.0.0', context: '/depot', provider: 'admin' },
    ]);
  });

  test.each([
    ['with a path that leads out', [{ name: '../../evil.yaml', content: head('Evil') }]],
    ['with an absolute path', [{ name: '/etc/evil.yaml', content: head('Evil') }]],
    ['that says it is smaller', [{ name: 'a.yaml', content: 'x'.repeat(9_999), claimedSize: 9 }]],
    ['that is encrypted', [{ name: 'a.yaml', content: 'x', isEncrypted: true }]],
  ])('%s is refused', async (_, entries) => {
    expect((await read(archive(entries))).problems).toEqual([
      ['project.zip', 'import/bad-archive'],
    ]);
    expect(readdirSync(folder)).not.toContain('evil.yaml');
  });

  test('that is truncated is refused', async () => {
    const whole = zip([{ name: 'a.yaml', content: head('A') }]);
    const paths = files('cut', { 'cut.zip': whole.subarray(0, whole.length - 30) });
    expect((await read(paths)).problems).toEqual([['cut.zip', 'import/bad-archive']]);
  });

  test('of 100 MiB of spaces is refused by its declared size', async () => {
    const content = Buffer.alloc(15 * 2 ** 20, ' ');
    const paths = archive(Array.from({ length: 7 }, (_, n) => ({ name: `${n}.yaml`, content })));
    expect((await read(paths)).problems).toEqual([['project.zip', 'import/archive-too-large']]);
  });

  test('without an API is reported', async () => {
    expect((await read(archive([{ name: 'a.txt', content: 'x' }]))).problems).toEqual([
      ['project.zip', 'import/nothing-found'],
    ]);
  });
});

test('200 files, one of them twice: each is read, and progress never goes back', async () => {
  const contents = Array.from({ length: 200 }, (_, n) => [`f${n}.yaml`, head(`F${n}`)]);
  const paths = files('200', Object.fromEntries(contents) as Record<string, string>);
  const steps: ReadingProgress[] = [];
  const { apis } = await readOpenApiFiles([...paths, ...paths.slice(0, 1)], {
    thread,
    onProgress: (step) => steps.push(step),
  });
  expect(apis).toHaveLength(201);
  expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 202 }, (_, n) => n));
  expect(new Set(steps.map(({ total }) => total))).toEqual(new Set([201]));
});

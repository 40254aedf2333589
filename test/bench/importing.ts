import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { load } from 'js-yaml';
import { readOpenApi } from '../../electron/features/apis/import/describe-api.ts';
import { readOpenApiFiles } from '../../electron/features/apis/import/read-files.ts';
import { bundledImportThread } from '../support/import-thread-setup.ts';
import { type Line, measure, type Row, rowOf } from './measure.ts';
import { newFolder } from './workspace.ts';

/** An OpenAPI file of about 10 MiB in block style, like the largest public ones. */
function largeYaml(paths = 1_100): string {
  const lines = [
    'openapi: 3.0.3',
    'info:',
    '  title: Depot',
    '  version: "1"',
    'servers:',
    '  - url: https://depot.example/depot',
    'paths:',
  ];
  for (let part = 0; part < paths; part += 1) {
    lines.push(
      `  "/boxes/{id}/part-${part}":`,
      '    get:',
      `      summary: Part ${part}`,
      `      operationId: part-${part}`,
      '      description: >-',
      '        Words that stand for what a real description says about an',
      '        operation, some of them long.',
      '      parameters:',
    );
    for (let parameter = 0; parameter < 12; parameter += 1) {
      lines.push(
        `        - name: p${parameter}`,
        '          in: query',
        '          required: false',
        '          schema:',
        '            type: string',
        '            enum:',
        '              - one',
        '              - two',
        '              - three',
      );
    }
    lines.push(
      '      responses:',
      '        "200":',
      '          description: Fine',
      '          content:',
      '            application/json:',
      '              schema:',
      '                type: object',
      '                properties:',
    );
    for (let field = 0; field < 40; field += 1) {
      lines.push(
        `                  field${field}:`,
        '                    type: string',
        '                    nullable: true',
        '                    description: A field of the answer',
        '                    example: some value',
      );
    }
  }
  return lines.join('\n');
}

/** About 1 MB of operations, each with a scope. */
function manyOperations(): string {
  const paths = Object.fromEntries(
    Array.from({ length: 3000 }, (_, index) => [
      `/pets/${index}/{id}`,
      {
        get: {
          summary: `Reads pet ${index}`,
          description: 'x'.repeat(200),
          security: [{ oauth: [`scope:${index % 200}`] }],
          responses: { 200: { description: 'ok' } },
        },
      },
    ]),
  );
  const flows = { clientCredentials: { tokenUrl: 'https://api.example/token', scopes: {} } };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    paths,
    components: { securitySchemes: { oauth: { type: 'oauth2', flows } } },
  };
  return JSON.stringify(document, null, 2);
}

async function compared(
  format: string,
  text: string,
  times: number,
  against: string,
  parse: (text: string) => unknown,
): Promise<Line> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length < 2 ** 20) throw new Error('The document is too small to tell');
  const ours = await measure(times, () => {
    const read = readOpenApi(bytes, 'large');
    if (!read.ok) throw new Error(read.error.code);
  });
  const other = await measure(times, () => parse(text));
  const megabytes = (bytes.length / 2 ** 20).toFixed(1);
  return { what: `read ${format} of ${megabytes} MiB`, ours, against, other: other.median };
}

/** Reading OpenAPI files, compared with a plain parser. */
export async function importing(): Promise<readonly Line[]> {
  const yaml = largeYaml();
  const json = JSON.stringify(load(yaml), null, 2);
  return [
    await compared('JSON', manyOperations(), 20, 'JSON.parse', JSON.parse),
    await compared('JSON', json, 10, 'JSON.parse', JSON.parse),
    await compared('YAML', yaml, 5, 'js-yaml', load),
  ];
}

const FILES = 200;
/** Paths of a JSON file of 50 MB. */
const PATHS_OF_LARGE = 3_700;
const ROUNDS = 3;
/** The longest that other calls may wait for the core while it imports, in milliseconds. */
const PAUSE_LIMIT = 50;

/** Importing files as the program does, in its thread, compared with only parsing them. */
export async function importFiles(): Promise<readonly Row[]> {
  const folder = newFolder();
  // Built, as in the program: from sources, it takes five times as long to start.
  const thread = await bundledImportThread(newFolder());
  const yaml = largeYaml(12);
  const small = Array.from({ length: FILES }, (_, at) => {
    const path = join(folder, `${at}.yaml`);
    writeFileSync(path, yaml.replace('title: Depot', `title: Depot ${at}`));
    return path;
  });
  const large = join(folder, 'large.json');
  writeFileSync(large, JSON.stringify(load(largeYaml(PATHS_OF_LARGE)), null, 2));
  return [
    ...(await importOf(thread, '200 YAML files', small, load, 1.5)),
    ...(await importOf(thread, 'a JSON file of 50 MB', [large], JSON.parse, 3)),
  ];
}

async function importOf(
  thread: URL,
  what: string,
  paths: readonly string[],
  parse: (text: string) => unknown,
  goal: number,
): Promise<readonly Row[]> {
  const least = { ours: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY };
  let pause = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const { apis, problems } = await readOpenApiFiles(paths, { thread });
    least.ours = Math.min(least.ours, (performance.now() - start) / 1000);
    delay.disable();
    pause = Math.min(pause, delay.max / 1e6);
    if (apis.length !== paths.length) throw new Error(JSON.stringify(problems.slice(0, 3)));
    const from = performance.now();
    for (const path of paths) parse(readFileSync(path, 'utf8'));
    least.other = Math.min(least.other, (performance.now() - from) / 1000);
  }
  return [
    rowOf(`import of ${what}, against parsing alone`, {
      figure: least.ours,
      limit: least.other,
      goal,
      unit: 's',
    }),
    rowOf(`the longest pause of the core while importing ${what}`, {
      figure: pause,
      limit: PAUSE_LIMIT,
      goal: 1,
    }),
  ];
}

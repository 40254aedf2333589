import { load } from 'js-yaml';
import { readOpenApi } from '../../electron/features/apis/import/describe-api.ts';
import { type Line, measure } from './measure.ts';

/** An OpenAPI file of about 10 MiB in block style, like the largest public ones. */
function largeYaml(): string {
  const lines = [
    'openapi: 3.0.3',
    'info:',
    '  title: Depot',
    '  version: "1"',
    'servers:',
    '  - url: https://depot.example/depot',
    'paths:',
  ];
  for (let part = 0; part < 1_100; part += 1) {
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

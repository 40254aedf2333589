import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startCommandLine } from '../../support/command-line.ts';
import { field, read } from '../../support/field-files.ts';

const count = (words: string) => words.split(' ').filter((word) => word !== '').length;

test('api import --json reports what each fixture contains', async () => {
  const { json } = await startCommandLine();
  const told: Record<string, unknown> = {};
  for (const file of Object.keys(read)) told[file] = await json('api', 'import', field(file));
  const expected = Object.entries(read).map(([file, [name, version, context, scopes, notes]]) => {
    const names = scopes === '' ? [] : scopes.split(' ');
    const sentences = Array.from({ length: count(notes) }, () =>
      expect.stringMatching(/^[A-Z].+[.]$/),
    );
    return [file, [{ name, version, context, scopes: names, notes: sentences }]];
  });
  expect(told).toEqual(Object.fromEntries(expected));
});

test.each([
  ['what-it-really-is/api.raml', 'a RAML file'],
  ['what-it-really-is/schema.graphql', 'GraphQL'],
  ['what-it-really-is/service.wsdl', 'WSDL'],
  ['what-it-really-is/two.yaml', 'several YAML documents'],
])('api import names %s, and imports nothing', async (file, name) => {
  const { run } = await startCommandLine();
  const { exitCode, stdout, stderr } = await run('api', 'import', field(file), '--json');
  expect([exitCode, JSON.parse(stdout)]).toEqual([1, []]);
  expect(stderr).toContain(name);
});

test.each([
  ['in', '/depot/1.0.0/north'],
  ['template', '/1.0.0/depot'],
])('the context of %s.yaml is exact in a token', async (name, context) => {
  const { run, json } = await startCommandLine();
  await json('api', 'import', field(`wso2-version-inside-the-base-path/${name}.yaml`));
  await json('app', 'create', 'Shop');
  await json('subscribe', 'Shop', 'Depot', '--plan', 'Gold');
  await json('keys', 'generate', 'Shop');
  const { stdout } = await run('token', 'get', 'Shop');
  expect(decodeJwt(stdout.trim())).toMatchObject({ subscribedAPIs: [{ context }] });
});

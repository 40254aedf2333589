import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ExportedToken } from '../../../../electron/features/export/exported-token.ts';
import { formats, variableNames } from '../../../../electron/features/export/formats.ts';
import type { ExportFormat } from '../../../../shared/domain/token-export.ts';
import { temporaryDirectory } from '../../../support/core.ts';

function textOf(format: ExportFormat, tokens: readonly ExportedToken[]): string {
  const [name, ...others] = new Set(tokens.map(({ application }) => application));
  const application = others.length === 0 ? name : undefined;
  const writer = formats[format].begin({ isSingle: tokens.length === 1, application });
  // As a file is written: some, none, and the rest.
  const parts = [tokens.slice(0, 1), [], tokens.slice(1)];
  return parts.map((part) => writer.add(part)).join('') + writer.end;
}

const namesOf = (tokens: readonly ExportedToken[]) => {
  const nameOf = variableNames();
  return tokens.map((one) => nameOf(one));
};

function token(change: Partial<ExportedToken> = {}): ExportedToken {
  return {
    application: 'Petshop',
    applicationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    keyType: 'PRODUCTION',
    state: 'active',
    consumerKey: 'k'.repeat(28),
    tokenType: 'Bearer',
    accessToken: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln_-',
    scopes: ['pets:read', 'pets:write'],
    issuer: 'https://latchkey.localhost',
    kid: 'kid',
    algorithm: 'RS256',
    jti: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    issuedAt: '2026-11-23T08:00:00.000Z',
    expiresAt: '2026-11-23T09:00:00.000Z',
    neverExpires: false,
    revokedAt: null,
    ...change,
  };
}

const awkward = [
  'Petshop',
  'Café «Déjà vu»',
  'Приложение',
  'a,b;c\td"e\'f',
  '=HYPERLINK("http://x","y")',
  '$HOME `id` $(id) \\ # !',
  'x\u2028EVIL=1',
  '🔑',
].map((application, index) => token({ application, jti: `jti-${index}` }));

describe('JSON', () => {
  test('has one shape for one and many tokens, and parses back', () => {
    expect(JSON.parse(textOf('json', [token()]))).toEqual({ tokens: [token()] });
    expect(JSON.parse(textOf('json', awkward))).toEqual({ tokens: awkward });
    const bare = [token({ scopes: [] }), token({ scopes: ['"', '\\'] })];
    expect(textOf('json', bare)).toBe(`${JSON.stringify({ tokens: bare }, null, 2)}\n`);
    // Writing one by one gives the same text as writing all at once.
    expect(textOf('json', awkward)).toBe(`${JSON.stringify({ tokens: awkward }, null, 2)}\n`);
  });
});

describe('bare JWT', () => {
  test('of one token is the token and nothing else', () => {
    expect(textOf('jwt', [token()])).toBe(token().accessToken);
  });

  test('of several has one per line', () => {
    expect(textOf('jwt', [token({ accessToken: 'a' }), token({ accessToken: 'b' })])).toBe(
      'a\nb\n',
    );
  });
});

function rows(text: string): Record<string, string>[] {
  const { data } = papaparse.parse(text, { header: true, skipEmptyLines: true });
  return z.array(z.record(z.string(), z.string())).parse(data);
}

describe('CSV', () => {
  test('has a header row, CRLF, and a line for each token', () => {
    const text = textOf('csv', [token(), token()]);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(
      'application,applicationId,keyType,state,consumerKey,tokenType,accessToken,scopes,issuer,kid,algorithm,jti,issuedAt,expiresAt,neverExpires,revokedAt',
    );
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('parses back', () => {
    const plain = awkward.filter(({ application }) => !application.startsWith('='));
    expect(rows(textOf('csv', plain)).map((row) => row['application'])).toEqual(
      plain.map(({ application }) => application),
    );
    expect(rows(textOf('csv', [token()]))[0]).toMatchObject({
      scopes: 'pets:read pets:write',
      neverExpires: 'false',
      revokedAt: '',
    });
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '=1\n+2',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('escapes a cell that a spreadsheet would run, %j', { tags: 'secrets/csv' }, (text) => {
    const [row] = rows(textOf('csv', [token({ application: text, kid: text })]));
    expect(row).toMatchObject({ application: `'${text}`, kid: `'${text}` });
  });

  test.each(['a=1', '1+1', 'x-y', 'a@b', "'quoted'"])('%j is left alone', (text) => {
    expect(rows(textOf('csv', [token({ application: text })]))[0]?.['application']).toBe(text);
  });
});

describe('.env', () => {
  test.each([
    ['Petshop', 'PETSHOP'],
    ['pet-shop 2.0', 'PET_SHOP_2_0'],
    ['Café São', 'CAFE_SAO'],
    ['Straße', 'STRASSE'],
    ['2 fast', '_2_FAST'],
    ['__x__', 'X'],
    ['Приложение', 'APPLICATION_0F8FAD5B'],
    ['Приложение 2', 'APPLICATION_0F8FAD5B'],
    ['应用', 'APPLICATION_0F8FAD5B'],
    ['🔑', 'APPLICATION_0F8FAD5B'],
    ['$(reboot)', 'REBOOT'],
  ])('%s becomes %s', (application, stem) => {
    expect(namesOf([token({ application })])).toEqual([`${stem}_PRODUCTION_ACCESS_TOKEN`]);
  });

  test('names are unique', () => {
    const names = ['a b', 'a-b', 'a_b', 'A B'].map((application) => token({ application }));
    expect(namesOf(names)).toEqual([
      'A_B_PRODUCTION_ACCESS_TOKEN',
      'A_B_PRODUCTION_ACCESS_TOKEN_2',
      'A_B_PRODUCTION_ACCESS_TOKEN_3',
      'A_B_PRODUCTION_ACCESS_TOKEN_4',
    ]);
  });

  test('sh sources it, whatever the applications are called', () => {
    const file = join(temporaryDirectory(), 'tokens.env');
    writeFileSync(file, textOf('env', awkward));
    const script = `set -eu; . "$1"; set | grep ACCESS_TOKEN`;
    const said = execFileSync('sh', ['-c', script, 'sh', file], { encoding: 'utf8' });
    const values = said
      .trim()
      .split('\n')
      .filter((line) => /^\w+_ACCESS_TOKEN/.test(line));
    expect(values).toHaveLength(awkward.length);
    expect(values.every((line) => line.includes(token().accessToken))).toBe(true);
  });

  test('a dotenv reader gets the same, and nothing injected by a name', () => {
    const found = parseEnv(textOf('env', awkward));
    expect(found).toEqual(
      Object.fromEntries(namesOf(awkward).map((name) => [name, token().accessToken])),
    );
    // The npm package of that name treats U+2028 as the end of a line.
    expect(textOf('env', awkward)).not.toMatch(/[\u2028\u2029\u0085]/);
  });

  test('a comment has the owner and the expiry', () => {
    expect(textOf('env', [token()])).toBe(
      `# Petshop, PRODUCTION: active, expires 2026-11-23T09:00:00.000Z
PETSHOP_PRODUCTION_ACCESS_TOKEN=${token().accessToken}
`,
    );
    expect(textOf('env', [token({ neverExpires: true, state: 'revoked' })])).toContain(
      ': revoked, never expires\n',
    );
  });
});

describe('HTTP header', () => {
  test('of one token is the line alone, as curl sends it', async () => {
    const file = join(temporaryDirectory(), 'header.txt');
    writeFileSync(file, textOf('header', [token()]));
    const heard: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      const address = `http://127.0.0.1:${port}/`;
      await promisify(execFile)('curl', ['--silent', '--header', `@${file}`, address]);
    } finally {
      server.close();
    }
    expect(heard).toEqual([`Bearer ${token().accessToken}`]);
  });

  test('of several has a comment for each, whatever the applications are called', () => {
    const lines = textOf('header', awkward).split(/[\n\u2028\u2029\u0085]/);
    expect(lines.filter((line) => line.startsWith('Authorization: '))).toHaveLength(awkward.length);
    expect(lines.every((line) => /^(# .*|Authorization: Bearer \S+|)$/.test(line))).toBe(true);
    expect(lines[0]).toBe('# Petshop, PRODUCTION: active, expires 2026-11-23T09:00:00.000Z');
  });
});

describe('Postman environment', () => {
  test('has a secret variable for each token', () => {
    const sandbox = token({ keyType: 'SANDBOX', accessToken: 'x.y.z' });
    expect(JSON.parse(textOf('postman', [token(), sandbox]))).toEqual({
      name: 'Petshop',
      values: [
        {
          key: 'PETSHOP_PRODUCTION_ACCESS_TOKEN',
          value: token().accessToken,
          type: 'secret',
          enabled: true,
        },
        { key: 'PETSHOP_SANDBOX_ACCESS_TOKEN', value: 'x.y.z', type: 'secret', enabled: true },
      ],
      _postman_variable_scope: 'environment',
    });
  });

  test('of several applications isn’t named after one of them', () => {
    expect(JSON.parse(textOf('postman', awkward))).toMatchObject({ name: 'Latchkey' });
  });
});

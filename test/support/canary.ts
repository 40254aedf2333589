import { createPublicKey } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { createCipher } from '../../electron/base/crypto/cipher.ts';
import type { Key } from '../../electron/base/crypto/key.ts';
import { connect } from '../../electron/base/database/connect.ts';
import { jwtCode } from '../../electron/features/tokens/jwt-code.ts';

/** The columns that hold secrets, found by their name in the schema. */
export function sealedColumns(db: Database.Database): { table: string; column: string }[] {
  const rows = db
    .prepare(
      `SELECT t.name AS "table", c.name AS "column"
       FROM pragma_table_list t JOIN pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND c.name LIKE '%\\_sealed' ESCAPE '\\' ORDER BY 1, 2`,
    )
    .all();
  return z.array(z.object({ table: z.string(), column: z.string() })).parse(rows);
}

function kindOf(column: string): string {
  const kind = sealedKinds[column];
  if (kind === undefined) throw new Error(`Nobody told what is sealed in ${column}`);
  return kind;
}

const sealedKinds: Readonly<Record<string, string>> = {
  'consumer_secret.secret_sealed': 'consumer-secret',
  'signing_key.certificate_sealed': 'certificate',
  'signing_key.private_key_sealed': 'signing-key',
  'token_secret.jwt_sealed': 'access-token',
};

/** Every secret of the workspace in plain text, decrypted with its data key. */
export function secretsOf(home: string, dataKey: Key): string[] {
  const cipher = createCipher(dataKey);
  const db = connect(join(home, 'workspace.latchkey'), dataKey, { readonly: true });
  // The certificate is public: it is sealed only against changes.
  const columns = sealedColumns(db).filter(({ column }) => column !== 'certificate_sealed');
  const secrets = columns.flatMap(({ table, column }) => {
    const id = table === 'token_secret' ? 'token_id' : 'id';
    const rows = db.prepare(`SELECT ${id} AS id, ${column} AS sealed FROM ${table}`).all();
    return z
      .array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }))
      .parse(rows)
      .map(({ id, sealed }) => {
        const place = { kind: kindOf(`${table}.${column}`), id };
        const opened = cipher.open(
          table === 'token_secret' ? { ...place, code: jwtCode } : place,
          sealed,
        );
        if (!opened.ok) throw new Error(`${table}.${column} of ${id} is not sealed for its place`);
        return opened.value.expose();
      });
  });
  db.close();
  return secrets;
}

/** The parts of a secret that must not leak: each part of a token, each line of a private key. */
export function tracesOf(secret: string): string[] {
  if (secret.startsWith('-----BEGIN')) {
    const published = createPublicKey(secret).export({ type: 'spki', format: 'der' });
    return secret
      .split('\n')
      .filter((line) => line.length > 24 && !line.startsWith('---'))
      .filter((line) => !published.includes(Buffer.from(line, 'base64')));
  }
  // A JWT's header holds only its algorithm and the published kid.
  return secret.includes('.') ? secret.split('.').slice(1) : [secret];
}

export function encodings(text: string): Buffer[] {
  const inner = Buffer.from(text, 'base64');
  return [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('hex')),
    // PEM and JWT are base64 themselves: also the decoded bytes.
    ...(inner.length > 18 ? [inner] : []),
  ];
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile());
}

export function hits(home: string, needles: readonly Buffer[]): string[] {
  return filesIn(home).filter((path) => {
    const content = readFileSync(path);
    return needles.some((needle) => content.includes(needle));
  });
}

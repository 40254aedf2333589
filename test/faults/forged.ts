import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../electron/base/database/connect.ts';
import { protectedTables } from '../../electron/base/database/protected-tables.ts';
import { dataKeyOf } from '../support/data-key.ts';
import { codeOf, signIn, withCore } from './fault-core.ts';
import { type Line, type Outcome, tryEach } from './line.ts';
import { need, signatures, useAll } from './used.ts';
import type { Workshop } from './workshop.ts';

/** For each protected table, a change that an attacker would profit from. */
const changes: Readonly<Record<string, string>> = {
  application: 'deleted_at = 7',
  application_keys: "consumer_key = consumer_key || '7'",
  consumer_secret: 'revoked_at = 7',
  purged_token: 'expires_at = 0',
  setting: `value = '"urn:forged"'`,
  signing_key: 'certificate_sealed = private_key_sealed',
  subscription: "state = 'BLOCKED'",
  token: 'revoked_at = NULL',
};

/** Empty values. */
const inserts: Readonly<Record<string, string>> = {
  application_form: `INSERT INTO application_form (id, claims)
    SELECT id, '{"role":"admin"}' FROM application LIMIT 1`,
};

/** A table without a description here fails the line, unless it has rows to delete. */
const rows = protectedTables.flatMap(({ name }) => {
  const insert = inserts[name];
  if (insert !== undefined) return [insert];
  const change = changes[name];
  const removal = `DELETE FROM ${name}`;
  return change === undefined ? [removal] : [removal, `UPDATE ${name} SET ${change}`];
});

const schemas = [
  'CREATE TABLE extra (a)',
  'CREATE VIEW extra AS SELECT 1 AS a',
  "CREATE TRIGGER extra AFTER INSERT ON activity BEGIN UPDATE setting SET value = '1'; END",
];

/** Changes by an attacker who can't compute the seal. */
export function forgedLines(workshop: Workshop): readonly Line[] {
  return [
    {
      fault: 'forged',
      promise: 'a row forged past the seal, in every protected table: nothing is signed',
      run: () => forgeEach(workshop, rows, 'seal/altered'),
    },
    {
      fault: 'forged',
      promise: 'a schema that is not the known one: refused before anything is read',
      run: () => forgeEach(workshop, schemas, 'database/not-ours'),
    },
  ];
}

async function forgeEach(
  workshop: Workshop,
  writes: readonly string[],
  code: string,
): Promise<Outcome> {
  const scene = workshop.scene(true);
  try {
    await withCore(scene.home, useAll);
    const cases = writes.map((sql) => {
      const trial = async () => {
        const tried = `${scene.home}-tried`;
        cpSync(scene.home, tried, { recursive: true });
        try {
          return await forge(tried, sql, code);
        } finally {
          rmSync(tried, { recursive: true, force: true });
        }
      };
      return [sql, trial] as const;
    });
    return await tryEach(new Map(cases));
  } finally {
    workshop.clear(scene);
  }
}

async function forge(home: string, sql: string, code: string): Promise<string | null> {
  const db = connect(join(home, 'workspace.latchkey'), await dataKeyOf(home));
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    const { changes } = db.prepare(sql).run();
    if (changes === 0 && !sql.startsWith('CREATE')) return 'there was nothing to forge';
  } finally {
    db.close();
  }
  return withCore(home, async (core) => {
    const entered = codeOf(await signIn(core));
    if (entered !== 'done') return entered === code ? null : `sign-in was answered with ${entered}`;
    const state = need(await core.call('workspace:state', {}));
    if (state.doubt?.code !== code) return `not noticed: ${state.doubt?.code}`;
    const signed = await signatures(core);
    return signed === code ? null : `a signature was answered with ${signed}`;
  });
}

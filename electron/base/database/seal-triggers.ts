import { type ProtectedTable, protectedTables } from './protected-tables.ts';
import { ALL_SUMS } from './seal-sums.ts';

type Row = 'OLD' | 'NEW';

function step(
  { name, columns, where }: ProtectedTable,
  row: Row,
  change: 'seal_add' | 'seal_subtract',
): string {
  const values = columns.map((column) => `${row}.${column}`).join(', ');
  const sign = change === 'seal_add' ? '+' : '-';
  return `
    UPDATE seal_sum SET sum = ${change}(sum, seal_row('${name}', ${values})),
      count = count ${sign} 1
    WHERE name = '${name}'
      AND CASE WHEN ${where(`${row}.`)} THEN seal_at_once(${sign}1, '${name}', ${values}) END;`;
}

function trigger(table: ProtectedTable, event: string, rows: readonly Row[]): string {
  const { name, where, witnessed } = table;
  const steps = rows.map((row) => step(table, row, row === 'NEW' ? 'seal_add' : 'seal_subtract'));
  const counts = rows.map((row) => where(`${row}.`)).join(' OR ');
  const witness = witnessed ? `SELECT seal_witness() WHERE ${counts};` : '';
  const [verb = ''] = event.toLowerCase().split(' ');
  return `
    CREATE TEMP TRIGGER seal_${name}_${verb} AFTER ${event} ON main.${name}
    BEGIN ${steps.join('')} ${witness} END;`;
}

const MOVE_HEAD = `
  UPDATE seal SET generation = generation + 1, head_id = NEW.last_id,
    head = (SELECT chain FROM activity WHERE id = NEW.last_id);`;

/**
 * The triggers that maintain the seal, since no statement can forget them. They are temporary
 * because SQLite lets no schema call a program's functions (`trusted_schema`). So a write by
 * another connection leaves sums that don't match, which is what the seal is for.
 *
 * `seal_at_once` is false while changes are collected: see `together` in seal.ts.
 */
export const sealTriggers = `
  ${protectedTables
    .flatMap((table) => [
      trigger(table, 'INSERT', ['NEW']),
      trigger(table, `UPDATE OF ${table.columns.join(', ')}`, ['OLD', 'NEW']),
      trigger(table, 'DELETE', ['OLD']),
    ])
    .join('')}
  CREATE TEMP TRIGGER seal_summed AFTER UPDATE ON main.seal_sum BEGIN
    UPDATE seal SET generation = generation + 1;
  END;
  CREATE TEMP TRIGGER seal_head_begun AFTER INSERT ON main.activity_head BEGIN ${MOVE_HEAD} END;
  CREATE TEMP TRIGGER seal_head_moved AFTER UPDATE OF last_id, mac ON main.activity_head
  BEGIN ${MOVE_HEAD} END;
  CREATE TEMP TRIGGER seal_made AFTER UPDATE OF generation ON main.seal BEGIN
    UPDATE seal SET mac = seal_state(generation, head_id, head, ${ALL_SUMS});
  END;
`;

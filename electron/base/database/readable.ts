import { z } from 'zod';
import { log } from '../log/log.ts';

const arrays = new WeakMap<z.ZodType, z.ZodType>();
/** What was already logged: a list is read again and again. */
const told = new Set<string>();
const MOST_TOLD = 50;

/**
 * The rows of a list. One that can't be read, whoever wrote it, is left out and logged, so that the
 * others are still there.
 */
export function readable<S extends z.ZodType>(schema: S, rows: readonly unknown[]): z.output<S>[] {
  let whole = arrays.get(schema);
  if (whole === undefined) {
    whole = z.array(schema);
    arrays.set(schema, whole);
  }
  const all = whole.safeParse(rows);
  if (all.success) return all.data as z.output<S>[];
  return rows.flatMap((row) => {
    const one = schema.safeParse(row);
    if (one.success) return [one.data];
    tell(one.error);
    return [];
  });
}

/**
 * The same for a page, which a row that can't be read must not make shorter: a short page would end
 * the list.
 *
 * @param read returns at most that many rows.
 */
export function readablePage<S extends z.ZodType>(
  schema: S,
  limit: number,
  read: (limit: number) => readonly unknown[],
): z.output<S>[] {
  for (let asked = limit; ; ) {
    const rows = read(asked);
    const found = readable(schema, rows);
    if (found.length >= limit || rows.length < asked) return found.slice(0, limit);
    asked += Math.max(limit, rows.length - found.length);
  }
}

/** Only the position of the error: the row's values may be secret. */
function tell({ issues }: z.ZodError): void {
  const where = issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ');
  if (told.has(where) || told.size >= MOST_TOLD) return;
  told.add(where);
  log('latchkey', new Error(`A row of a list can't be read: ${where}`));
}

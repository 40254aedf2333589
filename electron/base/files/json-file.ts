import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { saveNow } from '../disk/save-now.ts';
import { log } from '../log/log.ts';

/**
 * A small file that the window remembers things in. A file that is missing, torn or edited by hand
 * gives the schema's own defaults: it is never worth a failed start.
 */
export function jsonFile<S extends z.ZodType>(path: string, schema: S) {
  function read(): unknown {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      return {};
    }
  }
  return {
    read(): z.output<S> {
      const parsed = schema.safeParse(read());
      return parsed.success ? parsed.data : schema.parse({});
    },
    /** Best effort: on a full or read-only disk the window simply forgets. */
    write(value: z.output<S>): void {
      try {
        saveNow(path, JSON.stringify(value, null, 2));
      } catch {
        log('latchkey', `Can’t write ${basename(path)}`);
      }
    },
  };
}
